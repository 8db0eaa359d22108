"""How departments score themselves, over many forms."""
