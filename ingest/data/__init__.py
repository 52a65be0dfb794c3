"""Registers and rules as data: what an expert can correct without touching code. See SOURCES.md."""
