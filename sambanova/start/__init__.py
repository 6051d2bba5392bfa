"""From a bare machine to a running player: what `start_audio_player.py` and `python3 -m tests` share.

`environment` makes the virtual environment, `setup_steps` fills it, `system_packages` brings what
pip cannot; `supervisor` runs the player, a private Redis (`private_redis`) and the demo sessions
as its `children`. `terminal` is the only room that writes to the screen. All of it runs on the
standard library; only `supervisor` uses more, when everything is installed.
"""
