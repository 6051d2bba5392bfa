"""Keeps the packets of a Socket.IO event together."""

from __future__ import annotations

import threading
from typing import Any


def keep_packets_together(server: Any) -> None:
    """Lets no other packet come between those of an event with binary data.

    python-socketio sends such an event as several packets, one after the other, and a client takes any other
    packet in between for a broken event. Several threads send here: playbacks, followed calls, requests.
    server: a socketio.Server.
    """
    send = server._send_packet  # there is no public way
    lock = threading.Lock()

    def send_together(client: str, packet: Any) -> None:
        with lock:
            send(client, packet)

    server._send_packet = send_together
