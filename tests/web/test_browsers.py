"""A dropped recording at the real server: large bodies, bodies without a length, and cookies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.parts import PlayerProcess, as_s16, container_file, speech
from tests.test_rest import url

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn is POSIX")

FILE = container_file(speech(60, 16000), 16000, "wav", "pcm_s16le")
LIMIT = 3 << 20


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayerProcess]:
    """The player without a Redis."""
    folder = tmp_path_factory.mktemp("player")
    with PlayerProcess(folder, REDIS_PORT="1", MAX_DROPPED_MB=str(LIMIT >> 20)) as started:
        yield started


def pieces(data: bytes) -> Iterator[bytes]:
    """A body that has no length."""
    for start in range(0, len(data), 100_000):
        yield data[start : start + 100_000]


@pytest.mark.parametrize("has_length", [True, False])
def test_a_large_file_arrives_whole(player: PlayerProcess, has_length: bool) -> None:
    with requests.Session() as browser:
        body = FILE if has_length else pieces(FILE)
        answer = browser.post(f"{player.url}/api/dropped?name=call.wav", data=body, timeout=30)
        assert answer.status_code == 200, answer.text
        path = player.url + url(answer.json()["session_id"])
        assert browser.get(f"{path}/download?original=1", timeout=30).content == FILE
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert not {"Expires", "Max-Age"} & set(cookie.replace("=", " ").split())  # it ends with the browser
        assert requests.get(f"{path}/info", timeout=30).status_code == 404
        assert browser.delete(path, timeout=30).status_code == 200


@pytest.mark.parametrize("has_length", [True, False])
def test_a_file_above_the_limit_is_refused(player: PlayerProcess, has_length: bool) -> None:
    data = bytes(LIMIT + 200_000)
    body = data if has_length else pieces(data)
    try:
        answer = requests.post(f"{player.url}/api/dropped", data=body, timeout=30)
    except requests.ConnectionError:  # refused before all of it was sent
        return
    assert answer.status_code == 413
    assert answer.json()["error"] == "buffer_too_large"


def test_a_form_is_not_written_to_disk_but_refused(player: PlayerProcess, tmp_path: Path) -> None:
    file = tmp_path / "call.raw"
    file.write_bytes(as_s16(speech(1, 8000)))
    with file.open("rb") as opened:
        answer = requests.post(f"{player.url}/api/dropped", files={"file": opened}, timeout=30)
    assert answer.status_code == 400


def test_another_site_cannot_drop_anything(player: PlayerProcess) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = requests.post(f"{player.url}/api/dropped", data=FILE, headers=headers, timeout=30)
    assert answer.status_code == 403
