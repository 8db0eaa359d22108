"""Self-evaluation forms, scored again by the regulations."""
