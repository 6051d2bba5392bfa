"""Playback on this machine: output devices, open streams and playback threads.

The only package that imports `pyaudio`, on first use. It knows recordings, but not sessions, Redis or
the network.
"""
