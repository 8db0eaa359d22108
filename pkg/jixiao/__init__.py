"""Read, check and score the disclosures of Chinese government departments."""
