"""Scripts for the development of the player, which does not need them to run."""
