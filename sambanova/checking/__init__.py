"""Checks all sessions in the background, one after the other, and remembers what is wrong with each."""
