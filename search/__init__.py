"""A question becomes hits, and a finding its precedents."""
