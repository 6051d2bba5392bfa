"""The address that is printed is one that the player can be reached at, by those who may reach it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import requests

from sambanova.settings import Settings
from sambanova.web import port
from sambanova.web.port import url_of
from tests.parts import PlayerProcess, RedisServer

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the log is gunicorn's")


@pytest.mark.parametrize("token", ["", "secret-token-of-a-test"])
def test_a_player_for_all_addresses_prints_the_one_that_others_reach(
    tmp_path: Path, redis_server: RedisServer, token: str
) -> None:
    expected = url_of(Settings(host="0.0.0.0"))
    if "127.0.0.1" in expected:
        pytest.skip("this machine is on no network")
    environment = {"HOST": "0.0.0.0", "ACCESS_TOKEN": token, "REDIS_URL": redis_server.url}
    with PlayerProcess(tmp_path, **environment) as player:
        printed = re.findall(r"http://([\d.]+):(\d+)/", player.log)
        assert printed
        for host, number in printed:
            assert not host.startswith(("0.", "127."))
            assert requests.get(f"http://{host}:{number}/login", timeout=10).status_code == 200


def test_without_a_network_the_address_is_that_of_the_machine_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    unreachable = {"0.0.0.0": "255.255.255.255", "::": "ff00::"}  # which the system refuses
    monkeypatch.setattr(port, "_ELSEWHERE", unreachable)
    assert url_of(Settings(host="0.0.0.0")) == "http://127.0.0.1:5001"
