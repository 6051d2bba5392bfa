"""Levels, pictures and findings."""
