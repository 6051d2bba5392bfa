"""Scripts for those who work on the player; the player itself needs none of them."""
