"""From a bare machine to a running player: shared by `start_audio_player.py` and `python3 -m tests`.

`environment` creates the virtual environment, `setup_steps` installs into it, and `system_packages`
installs what pip cannot. `supervisor` runs the player, a private Redis (`private_redis`) and the demo
sessions as child processes (`children`). Only `terminal` writes to the screen. Everything here uses
the standard library alone, except `supervisor`, which runs after the libraries are installed.
"""
