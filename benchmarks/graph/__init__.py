"""What the graph costs: queries, the endpoint, growth, dumps. `python -m benchmarks.graph`."""
