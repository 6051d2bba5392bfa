"""Sessions that hold recordings of the corpus, intact or with a fault, in the form that each is stored in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from tools.findings import sessions
from tools.findings.injected import Spoiled, spoiled_bytes
from tools.findings.intact import Intact
from tools.findings.kinds import Form


def session_of(intact: Intact) -> sessions.Session:
    """The session that holds an intact recording."""
    frames = intact.frames()
    if intact.form == "webm":
        return sessions.stored(sessions.webm_file(frames, intact.rate))
    return _session(sessions.pcm(frames), frames.shape[1], intact)


def spoiled_session(rng: Generator, intact: Intact, spoiled: Spoiled) -> sessions.Session:
    """The session that holds a recording with a fault.

    Bytes are lost in 16-bit PCM; other faults happen before a file is encoded, and those of a WebM before it.
    """
    is_cut = bool(spoiled.lost_bytes + spoiled.extra_bytes)
    form: Form = "s16le" if intact.form == "webm" or (intact.form == "mulaw" and is_cut) else intact.form
    data = spoiled_bytes(rng, spoiled)
    return _session(data, spoiled.frames.shape[1], replace(intact, form=form))


def _session(data: bytes, channels: int, intact: Intact) -> sessions.Session:
    """A session with 16-bit PCM in the form of a recording."""
    if intact.form == "mulaw":
        frames = np.frombuffer(data, "<i2")[:, None] / np.float32(32768)
        return sessions.headerless(sessions.mulaw(frames), intact.rate, channels, encoding="mulaw")
    if intact.form == "wav":
        return sessions.stored(sessions.wav_of_pcm(data, intact.rate, channels))
    return sessions.headerless(data, intact.rate, channels)
