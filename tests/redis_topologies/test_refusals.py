"""A wrong address, password or certificate is told in one line that says what to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sambanova.errors import RedisUnavailable, SettingsError
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.parts import free_port
from tests.redis_topologies.servers import Topology, by_tls, by_user

where = pytest.mark.parametrize


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[Callable[[Path], Topology]], Topology]]:
    """Starts a topology, which ends with the test."""
    started: list[Topology] = []

    def start(make: Callable[[Path], Topology]) -> Topology:
        started.append(make(tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def message(settings: Settings) -> str:
    """What the player says of a Redis that it cannot use."""
    manager = RedisManager(settings)
    with pytest.raises(RedisUnavailable) as refusal:
        for _ in manager.scan():
            pass
    manager.close()
    assert "\n" not in str(refusal.value)
    assert "secret" not in str(refusal.value)
    return str(refusal.value)


@where("topology", ["one server"], indirect=True)
class TestOneServer:
    def test_a_server_is_no_cluster(self, topology: Topology) -> None:
        port = topology.settings.redis_port
        assert "redis:// instead" in message(Settings(redis_url=f"redis+cluster://127.0.0.1:{port}"))

    def test_a_server_is_no_sentinel(self, topology: Topology) -> None:
        url = f"redis+sentinel://127.0.0.1:{topology.settings.redis_port}/voices"
        assert "no Sentinel" in message(Settings(redis_url=url))


@where("topology", ["Sentinels"], indirect=True)
def test_the_service_is_not_the_one_that_sentinels_know(topology: Topology) -> None:
    url = str(topology.settings.redis_url).replace("/voices", "/voice")
    assert "name of the service" in message(Settings(redis_url=url))


@where("url", ["redis+cluster://127.0.0.1:{}", "redis+sentinel://127.0.0.1:{}/voices"])
def test_nobody_is_there(url: str) -> None:
    said = message(Settings(redis_url=url.format(free_port())))
    assert "REDIS_URL" in said or "No Sentinel" in said


@where("topology", ["cluster"], indirect=True)
def test_a_node_is_not_the_whole_cluster(topology: Topology) -> None:
    node = str(topology.settings.redis_url).rpartition(",")[2]
    manager = RedisManager(Settings(redis_url=f"redis://player:secret@{node}"))
    replies = manager.ask([("GET", f"audio:{number}") for number in range(20)])
    refused = next(reply for reply in replies if isinstance(reply, Exception))
    with pytest.raises(RedisUnavailable, match=r"redis\+cluster://"):
        manager.result_of(refused)
    manager.close()


def test_a_wrong_password_or_user(run: Callable[..., Topology]) -> None:
    settings = run(by_user).settings
    assert "REDIS_PASSWORD" in message(replace(settings, redis_password="secret wrong"))
    assert "REDIS_USERNAME" in message(replace(settings, redis_username="nobody"))


def test_certificates_that_are_missing(run: Callable[..., Topology]) -> None:
    settings = run(by_tls).settings
    assert "REDIS_CA_FILE" in message(replace(settings, redis_ca_file=None))
    without = replace(settings, redis_cert_file=None, redis_key_file=None)
    assert "REDIS_CERT_FILE" in message(without)


@where(
    ("settings", "name"),
    [
        ({"redis_key_file": __file__}, "REDIS_CERT_FILE"),
        ({"redis_ca_file": __file__, "redis_url": "redis://localhost"}, "REDIS_CA_FILE"),
        ({"redis_read_replicas": True}, "REDIS_READ_REPLICAS"),
        ({"redis_url": "redis+cluster://localhost?colour=red"}, "REDIS_URL"),
        ({"redis_url": "rediss://localhost?ssl_ca_certs=/nowhere"}, "REDIS_URL"),
    ],
)
def test_settings_that_contradict_each_other(settings: dict[str, Any], name: str) -> None:
    with pytest.raises(SettingsError, match=name) as refusal:
        RedisManager(Settings(**settings)).check_settings()
    assert "\n" not in str(refusal.value)
