"""Decodes what an app stored to PCM: base64 text, containers with damaged headers, headerless audio.

No module here imports sessions, Redis, the network or the speaker. FFmpeg runs in a child process, where
a hostile file can do no harm.
"""
