"""The verdict, and the call for other programs."""
