"""A file becomes a Reading."""
