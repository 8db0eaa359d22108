"""Rules that judge tables of figures: sums, ratios, codes."""
