"""PyAudio, imported on demand, and what keeps its libraries quiet.

The player works without PortAudio, so nothing here is imported before sound is wanted.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sambanova.errors import AudioUnavailable

log = logging.getLogger(__name__)

_INSTALL = (
    "PyAudio is not installed: install PortAudio (apt-get install portaudio19-dev, "
    "brew install portaudio), then pip install pyaudio."
)


def import_pyaudio() -> ModuleType:
    try:
        import pyaudio
    except ImportError as error:  # neither the package nor, sometimes, its library
        log.debug("PyAudio: %s", error)
        raise AudioUnavailable(_INSTALL) from error
    return pyaudio


def silence_alsa() -> None:
    """Sends what ALSA says in the middle of playing, of underruns for one, to the log's finest grain."""
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:  # no Linux
        return
    alsa.snd_lib_error_set_handler(_ALSA_HANDLER)


def _log_alsa(file: bytes | None, line: int, function: bytes | None, error: int, text: bytes | None) -> None:
    log.debug("ALSA: %s: %s", function, text)


# ALSA's snd_lib_error_handler_t, but for the values that `text` formats. It is kept here, as ALSA
# goes on calling it as long as the process lives.
_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)(_log_alsa)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keeps what ALSA and JACK print on file descriptor 2 out of the user's terminal.

    The player's own log does not pass through descriptor 2 (see `audio_stream_player`), so that
    nothing of it is lost meanwhile.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
