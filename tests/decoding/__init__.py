"""Base64, containers and how buffers are read."""
