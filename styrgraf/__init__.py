"""Styrgraf: Swedish municipal steering documents and audit reports as a graph of precedents."""

__version__ = "0.1.0"
