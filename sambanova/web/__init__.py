"""Between the network and the application: access control, limits, the server, and WAV responses.

Routes and events are in `audio_stream_player.py`. No module here decodes audio.
"""
