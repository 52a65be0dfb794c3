"""The graph to the public: what may be asked, how it is answered, and in which processes. Nothing here listens."""
