"""The list, its changes and growth."""
