"""The command `audio-player diagnose`: recordings in, reports for people and for programs out."""
