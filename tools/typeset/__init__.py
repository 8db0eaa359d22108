"""Typeset sample disclosures: facts (YAML) become a neutral document model, the model becomes PDF."""
