"""Sound out of the null sink."""
