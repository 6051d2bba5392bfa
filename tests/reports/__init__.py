"""The command `audio-player diagnose`."""
