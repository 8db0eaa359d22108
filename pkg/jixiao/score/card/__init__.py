"""The scorecard of a department, item by item."""
