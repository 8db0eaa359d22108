"""Rules that judge forms: targets, money, goals, dates, the same form in two years."""
