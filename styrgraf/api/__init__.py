"""The HTTP service: JSON under /api/v1, the pages, the originals. Nothing is computed here."""
