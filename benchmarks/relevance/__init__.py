"""Relevance: what search and precedents find on declared cases over a collection of our own."""
