"""Tests of `sambanova.detection`."""
