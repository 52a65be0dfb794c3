"""How well citations are found and resolved, on a gold of our own."""
