"""Imports PyAudio on demand, and silences the messages of the libraries below it.

The player also runs without PortAudio, so PyAudio is imported on first use.
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
from sambanova.speaker.advice import speaker_command

log = logging.getLogger(__name__)


def import_pyaudio() -> ModuleType:
    """The module `pyaudio`. Raises AudioUnavailable when it is not installed."""
    try:
        import pyaudio
    except ImportError as error:  # PyAudio or the PortAudio library is missing
        log.debug("PyAudio: %s", error)
        sentence = "PyAudio is not installed. Sound plays in the browser; for the speaker, run:"
        raise AudioUnavailable(f"{sentence} {speaker_command()}") from error
    return pyaudio


def silence_alsa() -> None:
    """Redirects ALSA messages, such as reports of underruns, to the debug log."""
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:  # not Linux
        return
    alsa.snd_lib_error_set_handler(_ALSA_HANDLER)


def _log_alsa(file: bytes | None, line: int, function: bytes | None, error: int, text: bytes | None) -> None:
    log.debug("ALSA: %s: %s", function, text)


# The snd_lib_error_handler_t of ALSA, without the variable arguments of the format `text`. A module
# variable keeps it alive: ALSA calls it as long as the process runs.
_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)(_log_alsa)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Discards what ALSA and JACK print on file descriptor 2.

    The log of the player uses another descriptor (see `web.server.set_up_logging`), so nothing of it
    is lost.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as null:
            os.dup2(null.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
