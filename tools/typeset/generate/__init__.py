"""Made-up disclosures with exact facts: figures first, then wording, then layout."""

from .disclosure import Generated, generate

__all__ = ["Generated", "generate"]
