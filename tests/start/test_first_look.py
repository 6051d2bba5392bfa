"""What the start script says about a Redis in which the player finds no session."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from sambanova.start import first_look
from sambanova.start.terminal import Checklist
from tests.parts import RedisServer


def said_about(client: FlaskClient) -> str:
    """What is said about the Redis of a player."""
    said = io.StringIO()

    def ask(path: str) -> dict[str, Any] | None:
        answer = client.get(path)
        return answer.get_json() if answer.status_code == 200 else None

    first_look.report(ask, Checklist(said))
    return said.getvalue()


def test_keys_that_look_like_audio_are_shown_with_the_line_that_finds_them(
    client: FlaskClient, redis_server: RedisServer
) -> None:
    with redis_server.client() as writer:
        for number in range(3):
            writer.rpush(f"voip:{number}:pcm", b"\x01\xff" * 400)
            writer.set(f"celery-task-meta-{number}", '{"status": "SUCCESS"}')
    said = said_about(client)
    assert "6 keys" in said
    assert "3 keys of type list" in said
    assert "voip:{id}:pcm, such as voip:" in said
    assert "celery-task-meta-{id}" in said
    assert said.splitlines()[-1].strip() == "AUDIO_KEYS=voip:{id}:pcm"


def test_what_is_no_audio_is_shown_without_advice(client: FlaskClient, redis_server: RedisServer) -> None:
    with redis_server.client() as writer:
        writer.zadd("ranks", {"ada": 1})
    said = said_about(client)
    assert "1 key of type zset  ranks" in said
    assert "AUDIO_KEYS=" not in said


def test_an_empty_redis_is_said_to_be_empty(client: FlaskClient, redis_server: RedisServer) -> None:
    assert "empty" in said_about(client)


def test_nothing_is_said_where_there_are_sessions(client: FlaskClient, redis_server: RedisServer) -> None:
    with redis_server.client() as writer:
        writer.rpush("audio:7", b"\x01\xff" * 400)
    assert said_about(client) == ""


@pytest.mark.parametrize("answers", [{}, {"/api/sessions?limit=1": {"total": 0, "complete": True}}])
def test_nothing_is_said_where_the_player_refuses(answers: dict[str, Any]) -> None:
    said = io.StringIO()
    first_look.report(answers.get, Checklist(said))
    assert said.getvalue() == ""
