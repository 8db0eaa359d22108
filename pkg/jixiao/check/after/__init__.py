"""What is done to outcomes when all rules have spoken: causes, doubt, remedies, notes."""
