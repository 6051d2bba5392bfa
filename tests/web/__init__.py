"""Access, limits, the server and its answers."""
