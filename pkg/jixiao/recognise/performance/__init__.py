"""Performance forms become records."""
