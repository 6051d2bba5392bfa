"""Speed and memory of the player, each figure beside what limits it: `python -m benchmarks`."""
