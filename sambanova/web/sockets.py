"""Sends the events of Socket.IO: packets stay together, and progress costs no more than all can bear."""

from __future__ import annotations

import re
import select
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import engineio
import engineio.socket
from engineio.packet import CLOSE

PROGRESS_A_SECOND = 2000
"""Progress events that are sent at most, all clients together; each takes about a tenth of a millisecond."""

MAX_WAITING = 64
"""Packets that wait for a client until progress is left out for it, which is of no use when it is late."""

_SMALL = 1 << 10  # characters; a socket that takes any takes as many
_WITH_ATTACHMENTS = re.compile(r"[56](\d{1,4})-")
_PROGRESS = '2["playback_progress"'  # the beginning of its packet


def write_promptly(server: Any) -> None:
    """Writes to a client in the thread that sends, if that need not wait, and spares slow clients progress.

    Engine.IO has a thread for each client that writes what others put in a queue. An event to hundreds of
    clients would wake hundreds of threads, which take longer to wait for each other than to write. A client
    that does not keep up gets no progress until it has what waits for it, and all other events.
    server: a socketio.Server.
    """
    connected = server.eio.handlers["connect"]  # there is no public way

    def prepare(client: str, *arguments: Any) -> Any:
        socket = server.eio.sockets.get(client)
        if type(socket) is engineio.socket.Socket:
            socket.__class__ = _PromptSocket
            socket.begin()
        return connected(client, *arguments)

    server.eio.handlers["connect"] = prepare


class _PromptSocket(engineio.socket.Socket):  # type: ignore[misc]  # engineio has no types
    """The socket of a client. Packets are written in their order, by the sender or by the client's thread."""

    def begin(self) -> None:
        """Takes over what is in the queue already."""
        self._writing = threading.Lock()
        self._unwritten = self.queue.qsize()  # packets that the client's thread has or will get
        self._taken = 0  # packets of the last `poll`
        self._websocket: Any = None
        self._attachments = 0  # that belong to the last event and are still to come
        self._sender = 0  # the thread that sends them
        self._held: list[tuple[int, Any]] = []  # packets and their threads, until it is their turn

    def _websocket_handler(self, ws: Any) -> Any:
        self._websocket = ws
        return super()._websocket_handler(ws)

    def poll(self) -> Any:
        """The next packets. When it is called again, those of the last call are written."""
        with self._writing:
            self._unwritten -= self._taken
            self._taken = 0
        packets = super().poll()
        with self._writing:
            self._taken = len(packets)
        return packets

    def send(self, pkt: Any) -> None:
        """Writes a packet now, or leaves it to the client's thread. Attachments stay behind their event.

        python-socketio sends an event with binary data as several packets, one after the other, and a client
        takes any other packet in between for a broken event. Several threads send here: playbacks, followed
        calls, requests.
        """
        if not self.check_ping_timeout():
            return
        with self._writing:
            self._held.append((threading.get_ident(), pkt))
            while (following := self._next()) is not None:
                self._pass_on(following)

    def _next(self) -> Any:
        """The packet whose turn it is, if any; while attachments are to come, one of their sender."""
        for index, (sender, pkt) in enumerate(self._held):
            if not self._attachments or sender == self._sender:
                del self._held[index]
                self._sender = sender
                self._attachments = max(0, self._attachments - 1) if pkt.binary else _attachments_of(pkt)
                return pkt
        return None

    def _pass_on(self, pkt: Any) -> None:
        if self._is_writable(pkt):
            with suppress(Exception):  # the thread that receives ends the connection
                self._websocket.send(pkt.encode())
        elif self._unwritten <= MAX_WAITING or not _is_progress(pkt):
            self._unwritten += 1
            self.queue.put(pkt)

    def _is_writable(self, pkt: Any) -> bool:
        """Whether nothing waits before the packet, and it is written without waiting for the client."""
        if self._unwritten or not self.upgraded or self._websocket is None or pkt.packet_type == CLOSE:
            return False
        if not isinstance(pkt.data, str) or len(pkt.data) > _SMALL:
            return False
        descriptor = self._websocket.ws.sock.fileno()
        if descriptor < 0:
            return False
        poller = select.poll()
        poller.register(descriptor, select.POLLOUT)
        return bool(poller.poll(0))


def _attachments_of(pkt: Any) -> int:
    """How many binary packets follow an event, such as `51-["audio_frames",…]`: one."""
    found = _WITH_ATTACHMENTS.match(pkt.data) if isinstance(pkt.data, str) else None
    return int(found[1]) if found else 0


def _is_progress(pkt: Any) -> bool:
    return isinstance(pkt.data, str) and pkt.data.startswith(_PROGRESS)


class ProgressPace:
    """Says when the next progress of a playback may be sent, so that all together stay within the budget.

    pace = ProgressPace()
    pace.is_due("k3Jq8vN2cXwA", playbacks=1, clients=1)  # True
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent_at: dict[str, float] = {}  # by session, of the clock
        self._lock = threading.Lock()

    def is_due(self, session_id: str, playbacks: int, clients: int) -> bool:
        """Whether to send now. playbacks, clients: how many there are."""
        interval = playbacks * clients / PROGRESS_A_SECOND
        now = self._clock()
        with self._lock:
            if now - self._sent_at.get(session_id, -float("inf")) < interval:
                return False
            self._sent_at[session_id] = now
        return True

    def forget(self, session_id: str) -> None:
        """Ends a playback."""
        with self._lock:
            self._sent_at.pop(session_id, None)
