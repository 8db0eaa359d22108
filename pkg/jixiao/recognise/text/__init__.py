"""Running text becomes claims."""
