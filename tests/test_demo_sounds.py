"""Every demo session opens and can be heard."""

from __future__ import annotations

import io

import soundfile
from flask.testing import FlaskClient

from sambanova import demo
from sambanova.redis_manager import RedisManager
from tests.parts import Sessions, body


def test_every_demo_session_that_holds_sound_can_be_heard(
    redis_manager: RedisManager, sessions: Sessions, client: FlaskClient
) -> None:
    demo.write_sessions(redis_manager)
    heard = 0
    for session in sessions.list():
        answer = client.get(f"/api/session/{session.session_id}/audio")
        if session.authenticated is False or not session.has_audio:
            assert answer.status_code in (403, 404)
            continue
        assert answer.status_code == 200, body(answer)
        samples, rate = soundfile.read(io.BytesIO(answer.data))
        assert len(samples) > rate  # more than a second
        assert samples.std() > 0.01
        heard += 1
    assert heard == len(demo.SESSIONS) - 2 + len(demo.KEYS_SESSIONS)
