"""Tables of figures become records."""
