"""The rooms of Audio Stream Player: from a field in Redis to sound.

Data runs one way: `redis_manager` reads base64 text, `audio_buffer` makes bytes of it,
`audio_format` says what they are, `recording` gives frames, and `playback`, `wav` and
`analysis` use them. `audio_stream_player.py`, one folder up, is the way in from outside.
"""

__version__ = "0.1.0"
