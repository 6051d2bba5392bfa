"""Events with binary data arrive whole; what clients get that do not keep up, and how much progress."""

from __future__ import annotations

import json
import socket
import threading
import time
from typing import Any

import websocket
from engineio.packet import MESSAGE, Packet
from flask import Flask

from sambanova.web.sockets import MAX_WAITING, PROGRESS_A_SECOND, ProgressPace

LONG = "x" * 50_000


def opened(server: str) -> websocket.WebSocket:
    """A client with little room for what it has not read."""
    client = websocket.create_connection(
        f"{server.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket",
        sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),),
        timeout=20,
    )
    client.recv()
    client.send("40")
    while not str(client.recv()).startswith("40"):
        pass
    return client


def events(client: websocket.WebSocket, last: str) -> list[str]:
    """The names of the events that a client gets, up to the last one."""
    names: list[str] = []
    while last not in names:
        text = str(client.recv())
        if text.startswith("42"):
            names.append(json.loads(text[2:])[0])
    return names


def test_a_client_that_does_not_keep_up_loses_progress_and_nothing_else(app: Flask, server: str) -> None:
    socketio: Any = app.extensions["socketio"]
    client = opened(server)
    socketio.emit("playback_progress", {"position": 0.1})
    for number in range(4 * MAX_WAITING):
        socketio.emit("sessions_changed", {"added": [LONG], "number": number})
    socketio.emit("playback_progress", {"position": 0.2})
    socketio.emit("playback_complete", {"session_id": "call"})
    names = events(client, "playback_complete")
    assert names.count("playback_progress") == 1
    assert names.count("sessions_changed") == 4 * MAX_WAITING
    socketio.emit("playback_progress", {"position": 0.3})
    assert events(client, "playback_progress")[-1] == "playback_progress"
    client.close()


def test_no_packet_comes_between_those_of_an_event(app: Flask, server: str) -> None:
    socketio: Any = app.extensions["socketio"].server
    client = opened(server)
    (client_id,) = socketio.eio.sockets
    send_packet = socketio.eio.send_packet

    def send(client: str, packet: Any) -> None:
        send_packet(client, packet)
        time.sleep(0.0005)  # another thread has time to send now

    socketio.eio.send_packet = send
    frames = socketio.packet_class(2, data=["audio_frames", {"samples": b"\x01\x02"}], namespace="/")
    text = socketio.packet_class(2, data=["playback_progress", {}], namespace="/")

    def repeat(packet: Any) -> None:
        for _ in range(50):
            socketio._send_packet(client_id, packet)

    threads = [threading.Thread(target=repeat, args=(packet,)) for packet in (frames, frames, text, text)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    socketio.emit("playback_complete", {})
    received: list[Any] = []
    while not received or "playback_complete" not in str(received[-1]):
        received.append(client.recv())
    heads = [index for index, packet in enumerate(received) if str(packet).startswith("451")]
    assert len(heads) == 100
    assert all(isinstance(received[index + 1], bytes) for index in heads)
    client.close()


def test_the_attachments_of_two_senders_are_not_confused(app: Flask, server: str) -> None:
    client = opened(server)
    (socket_of_client,) = app.extensions["socketio"].server.eio.sockets.values()

    def begin(name: str) -> None:
        socket_of_client.send(Packet(MESSAGE, f'51-["audio_frames",{{"session_id":"{name}"}}]'))

    def end(name: str) -> None:
        socket_of_client.send(Packet(MESSAGE, name.encode()))

    def both(name: str) -> None:
        begin(name)
        end(name)

    begin("one")
    other = threading.Thread(target=both, args=("other",))
    other.start()
    other.join()
    end("one")
    received = [client.recv()]
    while not str(received[0]).startswith("451-"):
        received = [client.recv()]
    received += [client.recv() for _ in range(3)]
    assert json.loads(received[0][4:])[1] == {"session_id": "one"}
    assert received[1] == b"one"
    assert json.loads(received[2][4:])[1] == {"session_id": "other"}
    assert received[3] == b"other"
    client.close()


def sent_in_ten_seconds(playbacks: int, clients: int) -> list[int]:
    """How often each playback may send, if each wants to eleven times a second."""
    now = 0.0
    pace = ProgressPace(lambda: now)
    sent = [0] * playbacks
    for step in range(110):
        now = step / 11
        for number in range(playbacks):
            sent[number] += pace.is_due(str(number), playbacks, clients)
    return sent


def test_few_pages_get_all_progress() -> None:
    assert sent_in_ten_seconds(4, 8) == [110] * 4


def test_many_pages_share_what_can_be_sent() -> None:
    sent = sent_in_ten_seconds(16, 200)
    assert min(sent) > 0
    assert sum(sent) * 200 <= 10 * PROGRESS_A_SECOND + 16 * 200  # and the first of each


def test_a_playback_that_begins_anew_does_not_wait_for_the_last() -> None:
    pace = ProgressPace(lambda: 0.0)
    assert pace.is_due("call", 100, 100)
    assert not pace.is_due("call", 100, 100)
    pace.forget("call")
    assert pace.is_due("call", 100, 100)
