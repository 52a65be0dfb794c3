"""How the Swedish encoder in search/data is made. The product never imports this package: see training/README.md."""
