"""The tests, on real parts. `python3 -m tests` sets up what they need and runs them all."""
