"""Rules that judge the running text: against the tables, itself, and last year."""
