"""Every demo session in the browser: its sound plays to the end, and from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from flask import Flask

from sambanova.demo import KEYS_SESSIONS, SESSIONS, nothing, write_sessions
from sambanova.format_hints import FormatHint
from sambanova.redis_manager import RedisManager
from tests.browser import PlayerPage

# Plays the last second from a seek, then all of it sixteen times as fast, and decodes the file.
LISTEN = """async id => {
    const url = `/api/session/${encodeURIComponent(id)}/audio`;
    const audio = new Audio(url);
    audio.muted = true;
    const happens = name => new Promise((done, fail) => {
        audio.addEventListener(name, done, { once: true });
        audio.addEventListener('error', () => fail(new Error(audio.error.message)), { once: true });
    });
    await happens('loadedmetadata');
    const seeked = happens('seeked');
    audio.currentTime = audio.duration - 1;
    await seeked;
    const soughtTo = audio.currentTime;
    let ended = happens('ended');
    await audio.play();
    await ended;
    const afterSeek = audio.currentTime;
    audio.currentTime = 0;
    audio.playbackRate = 16;
    ended = happens('ended');
    await audio.play();
    await ended;
    const bytes = await (await fetch(url)).arrayBuffer();
    const header = new DataView(bytes);
    const context = new OfflineAudioContext(1, 1, header.getUint32(24, true));
    const decoded = await context.decodeAudioData(bytes);
    return {
        duration: audio.duration, soughtTo, afterSeek, end: audio.currentTime,
        sampleRate: decoded.sampleRate,
        samples: Array.from(decoded.getChannelData(0).filter((_, index) => index % 97 === 0)),
    };
}"""


@pytest.mark.parametrize(
    "session_id",
    [
        demo.session_id
        for demo in SESSIONS
        if demo.fields.get("authenticated") != "False" and demo.stored is not nothing
    ]
    + [keys.session_id for keys in KEYS_SESSIONS],
)
def test_chromium_plays_a_demo_session_to_its_end_and_seeks_in_it(
    session_id: str, redis_manager: RedisManager, open_page: Callable[..., PlayerPage], app: Flask
) -> None:
    write_sessions(redis_manager)
    player = app.extensions["audio_stream_player"]
    recording = player.library.open(session_id, FormatHint()).recording
    page = open_page()
    heard: dict[str, Any] = page.page.evaluate(LISTEN, session_id)
    assert heard["duration"] == pytest.approx(recording.duration, abs=0.01)
    assert heard["soughtTo"] == pytest.approx(recording.duration - 1, abs=0.01)
    assert heard["afterSeek"] == pytest.approx(recording.duration, abs=0.05)
    assert heard["end"] == pytest.approx(recording.duration, abs=0.05)
    assert heard["sampleRate"] == recording.sample_rate
    expected = recording.samples()[::97, 0]
    np.testing.assert_allclose(heard["samples"], expected, atol=2e-4)
