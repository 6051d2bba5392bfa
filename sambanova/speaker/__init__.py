"""Sound out of this machine: output devices, open streams and the threads that play on them.

The only package that imports `pyaudio`, and only when sound is wanted. It knows recordings, and
nothing of sessions, Redis or the network.
"""
