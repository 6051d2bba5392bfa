"""What headerless bytes are, from the signal alone: bytes in, answers out."""
