"""Levels, waveform, spectrogram and faults of a recording: samples in, numbers and findings out.

It reads recordings and changes nothing. No module here imports Redis, the network or the speaker.
"""
