"""Setting up a machine and running the player."""
