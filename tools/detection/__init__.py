"""Fits and measures the detector of headerless audio: corpus, cases, fit, evaluate."""
