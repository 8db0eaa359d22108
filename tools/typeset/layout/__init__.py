"""Layouts: facts to document model, one module per family of forms."""
