"""Between the network and the application: who may come in, how requests are read and answered.

Routes and events live in `audio_stream_player.py`. No module here reads Redis or decodes audio.
"""
