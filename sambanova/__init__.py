"""The rooms of Audio Stream Player: from what an app keeps in Redis to sound.

Data runs one way: `redis_manager` reads what is stored, `payloads` makes bytes of it, `decoding` says what
they are and gives frames, and `speaker`, `web` and `analysis` use them. `audio_stream_player.py`, one folder
up, is the way in from outside. From elsewhere, one call needs nothing but bytes:

    from sambanova import diagnose

    diagnose(Path("call.wav").read_bytes()).verdict.sentence
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "diagnose"]

if TYPE_CHECKING:
    from sambanova.diagnosis.diagnosis import diagnose
else:

    def __getattr__(name: str) -> object:
        """Imports `diagnose` when it is asked for, so that other modules do not wait for its libraries."""
        if name != "diagnose":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from sambanova.diagnosis.diagnosis import diagnose

        return diagnose
