"""From what an app stored to PCM: base64 and other text, containers, WAV headers, lost headers.

It knows formats and findings, and nothing of sessions, Redis, the network or the speaker. FFmpeg
runs in a child process, where a hostile file can do no harm.
"""
