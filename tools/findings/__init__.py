"""Tools that measure how well the player says what is wrong with a recording."""
