"""Events with binary data arrive whole, whatever else is sent at the same time."""

from __future__ import annotations

import threading
import time
from typing import Any

from flask import Flask


def test_no_packet_comes_between_those_of_an_event(app: Flask) -> None:
    server: Any = app.extensions["socketio"].server
    sent: list[Any] = []

    def send(client: str, packet: Any) -> None:
        time.sleep(0.0005)  # another thread has time to send now
        sent.append(packet)

    server.eio.send = send
    frames = server.packet_class(2, data=["audio_frames", {"samples": b"\x01\x02"}], namespace="/")
    text = server.packet_class(2, data=["playback_progress", {}], namespace="/")

    def repeat(packet: Any) -> None:
        for _ in range(50):
            server._send_packet("client", packet)

    threads = [threading.Thread(target=repeat, args=(packet,)) for packet in (frames, text, text)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heads = [
        index for index, packet in enumerate(sent) if isinstance(packet, str) and packet.startswith("51")
    ]
    assert len(heads) == 50
    assert all(isinstance(sent[index + 1], bytes) for index in heads)
