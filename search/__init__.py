"""A question becomes hits, and a finding its precedents."""

import os

# The products of a search are small: threads that wait for one another cost twice the CPU and gain nothing.
# Read by the linear algebra when numpy is first imported, so it stands before every other import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
