"""Renderers: document model to file formats."""
