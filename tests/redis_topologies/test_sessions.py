"""Sessions are listed, read, followed and deleted the same way, whatever Redis consists of."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.parts import as_s16, body, speech, wait_until
from tests.redis_topologies.servers import (
    TOPOLOGIES,
    Server,
    Topology,
    node_id,
    written,
)

RATE = 16_000
PCM = as_s16(speech(3, RATE))
LONG_PCM = PCM * 16
STEP = 3200  # bytes: 100 ms
CHUNKS = [PCM[at : at + STEP] for at in range(0, len(PCM), STEP)]
FORMAT: dict[str, Any] = {"encoding": "s16", "sample_rate": RATE, "channels": 1}
LIVES = 600  # seconds

everywhere = pytest.mark.parametrize("topology", TOPOLOGIES, indirect=True)
where_primaries_change = pytest.mark.parametrize(
    "topology", [name for name in TOPOLOGIES if name.startswith(("cluster", "Sentinels"))], indirect=True
)


def write_all(writer: Any) -> list[str]:
    """Writes the same sound into each layout; returns the ids, most of which are in different slots."""
    text = base64.b64encode(PCM)
    writer.hset("session:hash", mapping={"audio_buffer": text, "rate": RATE, "authenticated": "True"})
    writer.hset("session:chunked", mapping={"user_name": "Grace", "rate": RATE})
    writer.rpush("session:chunked:chunks", *map(base64.b64encode, CHUNKS))
    writer.rpush("audio:list", *CHUNKS)
    for chunk in CHUNKS:
        writer.xadd("audio:stream:stream", {"audio": chunk, "sample_rate": RATE})
    writer.set("audio:string", PCM, ex=LIVES)
    for number, chunk in enumerate(CHUNKS):
        writer.set(f"audio:chunks:numbered:{number}", chunk)
    # Longer than what is read in one piece.
    writer.set("audio:long", LONG_PCM)
    return ["hash", "chunked", "list", "stream", "string", "numbered", "long"]


def listed(client: FlaskClient) -> dict[str, dict[str, Any]]:
    return {found["session_id"]: found for found in body(client.get("/api/sessions"))["sessions"]}


def sound(client: FlaskClient, session_id: str) -> bytes:
    """The samples in the WAV file of a session."""
    answer = client.get(f"/api/session/{session_id}/audio", query_string=FORMAT)
    assert answer.status_code == 200, answer.get_data()[:300]
    return answer.get_data()[44:]


class Listener:
    """A browser that follows sessions, and puts their frames together."""

    def __init__(self, app: Flask) -> None:
        self.socket = app.extensions["socketio"].test_client(app)
        self._frames: dict[str, bytearray] = {}

    def follow(self, session_id: str) -> None:
        asked = {"session_id": session_id, "output": "browser", "from": "start", **FORMAT}
        answer = self.socket.emit("follow", asked, callback=True)
        assert answer["success"] is True, answer

    def heard(self, session_id: str) -> bytes:
        for message in self.socket.get_received():
            if message["name"] == "audio_frames":
                payload = message["args"][0] if isinstance(message["args"], list) else message["args"]
                self._frames.setdefault(payload["session_id"], bytearray()).extend(payload["samples"])
        return bytes(self._frames.get(session_id, b""))


@pytest.fixture
def listener(app: Flask) -> Iterator[Listener]:
    """A connected browser."""
    found = Listener(app)
    yield found
    found.socket.disconnect()


@everywhere
def test_every_layout_is_listed_read_and_deleted(topology: Topology, client: FlaskClient) -> None:
    ids = write_all(topology.writer)
    wait_until(lambda: set(listed(client)) == set(ids))
    status = body(client.get("/api/status"))["redis"]
    assert status["changes"] == "following"
    assert status["used_memory_bytes"] > 100_000
    assert body(client.get("/api/session/chunked/info"))["data"]["user_name"] == "Grace"
    for session_id in ids:
        assert sound(client, session_id) == (LONG_PCM if session_id == "long" else PCM), session_id
    assert body(client.get("/api/survey"))["keys"] == 7 + len(CHUNKS)
    topology.writer.rpush("audio:list", *CHUNKS[:5])
    wait_until(lambda: sound(client, "list") == PCM + b"".join(CHUNKS[:5]))
    answer = client.post("/api/session/string/extend", json={"seconds": 2 * LIVES})
    assert body(answer)["ttl"] == 2 * LIVES
    topology.writer.delete("audio:list")
    wait_until(lambda: set(listed(client)) == set(ids) - {"list"})
    for session_id in ("numbered", "chunked"):
        assert client.delete(f"/api/session/{session_id}").status_code == 200
    wait_until(lambda: set(listed(client)) == {"hash", "stream", "string", "long"})
    assert not topology.writer.exists("session:chunked:chunks")
    assert client.get("/api/session/numbered/info").status_code == 404


@everywhere
def test_growing_sessions_are_followed(topology: Topology, listener: Listener) -> None:
    for number, chunk in enumerate(CHUNKS):
        topology.writer.rpush("audio:list", chunk)
        topology.writer.set(f"audio:chunks:numbered:{number}", chunk)
        if number == len(CHUNKS) // 2:
            listener.follow("list")
            listener.follow("numbered")
    wait_until(lambda: listener.heard("list") == listener.heard("numbered") == PCM)


def give_slot(topology: Topology, key: str, target: Server) -> None:
    """Lets a node have the slot of a key, and what is in it, as redis-cli does."""
    assert topology.primary_of is not None
    source, slot = topology.primary_of(key), topology.writer.keyslot(key)
    with source.client() as old, target.client() as new:
        new.execute_command("CLUSTER", "SETSLOT", slot, "IMPORTING", node_id(source))
        old.execute_command("CLUSTER", "SETSLOT", slot, "MIGRATING", node_id(target))
        for found in old.execute_command("CLUSTER", "GETKEYSINSLOT", slot, 100):
            old.execute_command("MIGRATE", "127.0.0.1", target.port, found, 0, 5000)
        for one in (new, old):
            one.execute_command("CLUSTER", "SETSLOT", slot, "NODE", node_id(target))


@pytest.mark.parametrize("topology", ["cluster"], indirect=True)
def test_a_key_is_followed_to_a_node_that_joins(
    topology: Topology, client: FlaskClient, listener: Listener
) -> None:
    for chunk in CHUNKS[:10]:
        topology.writer.rpush("audio:mover", chunk)
    wait_until(lambda: set(listed(client)) == {"mover"})
    listener.follow("mover")
    assert topology.cluster is not None
    joined = topology.cluster.join()
    give_slot(topology, "audio:mover", joined)
    for chunk in CHUNKS[10:]:
        written(topology.writer.rpush, "audio:mover", chunk)
        time.sleep(0.02)
    wait_until(lambda: listener.heard("mover") == PCM)
    assert sound(client, "mover") == PCM
    # What only the node that joined can tell is told.
    wait_until(lambda: body(client.get("/api/status"))["redis"]["changes"] == "following")
    topology.writer.delete("audio:mover")
    wait_until(lambda: not listed(client))


@pytest.mark.parametrize("topology", ["cluster"], indirect=True)
def test_a_key_on_its_way_to_another_node_is_read(topology: Topology, client: FlaskClient) -> None:
    assert topology.primary_of is not None
    topology.writer.rpush("audio:away", *CHUNKS)
    wait_until(lambda: set(listed(client)) == {"away"})
    source, slot = topology.primary_of("audio:away"), topology.writer.keyslot("audio:away")
    target = next(one for one in topology.servers[1:3] if one is not source)
    with source.client() as old, target.client() as new:
        new.execute_command("CLUSTER", "SETSLOT", slot, "IMPORTING", node_id(source))
        old.execute_command("CLUSTER", "SETSLOT", slot, "MIGRATING", node_id(target))
        old.execute_command("MIGRATE", "127.0.0.1", target.port, "audio:away", 0, 5000)
        try:
            assert sound(client, "away") == PCM
        finally:
            for one in (new, old):
                one.execute_command("CLUSTER", "SETSLOT", slot, "NODE", node_id(target))


@where_primaries_change
def test_a_failover_while_somebody_listens_is_a_pause(
    topology: Topology, client: FlaskClient, listener: Listener
) -> None:
    assert topology.primary_of is not None
    key = topology.key_with_replica("audio:caller")
    session_id = key.removeprefix("audio:")
    topology.writer.rpush(key, *CHUNKS[:10])
    wait_until(lambda: session_id in listed(client))
    listener.follow(session_id)
    before = topology.primary_of(key)
    with before.client() as primary:
        assert primary.wait(1, 5000) == 1
    before.kill()
    for chunk in CHUNKS[10:]:
        written(topology.writer.rpush, key, chunk)
    assert topology.primary_of(key).port != before.port
    wait_until(lambda: listener.heard(session_id) == PCM, 20)
    wait_until(lambda: client.get("/api/status").get_json()["redis"]["changes"] == "following", 10)
    wait_until(lambda: set(listed(client)) == {session_id})
    assert sound(client, session_id) == PCM
    topology.writer.delete(key)
    wait_until(lambda: not listed(client))
