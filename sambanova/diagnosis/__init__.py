"""The verdict on a recording, and the call that gives it for bytes from anywhere, without Redis."""
