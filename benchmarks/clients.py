"""Many pages at the same time: how many the player holds, how soon events come, and what that costs."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import numpy as np

from benchmarks.served import Served
from benchmarks.table import Figure, Table
from tests.parts import PlayerProcess, RedisServer, SoundServer, as_s16, speech

GROUP = "Many pages"
PLAYBACKS = 16
PAGES = (200, 500)
SECONDS = 10.0
RATE = 16_000


@dataclass
class Page:
    """A Socket.IO client on a bare WebSocket. arrivals: time.monotonic() and event of what came."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    arrivals: list[tuple[float, str, str]] = field(default_factory=list)

    @classmethod
    async def open(cls, url: str) -> Page:
        """Connects. Raises RuntimeError if the player refuses."""
        address = urlsplit(url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: {address.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        writer.write(head.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in answer:
            raise RuntimeError(answer.decode("latin-1").partition("\r\n")[0])
        page = cls(reader, writer)
        await page._message()  # Engine.IO is open
        page.send("40")
        while not (await page._message()).startswith("40"):
            pass
        return page

    def send(self, text: str) -> None:
        """Sends a text frame, masked, as clients must."""
        data = text.encode()
        assert len(data) < 126
        self.writer.write(bytes([0x81, 0x80 | len(data), 0, 0, 0, 0]) + data)

    async def _message(self) -> str:
        """The next frame."""
        first, length = await self.reader.readexactly(2)
        if length >= 126:
            length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
        data = await self.reader.readexactly(length)
        return data.decode("utf-8", "replace") if first & 0x0F == 1 else ""

    async def listen(self) -> None:
        """Notes what comes until the connection ends."""
        while True:
            try:
                text = await self._message()
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            if text == "2":
                self.send("3")
            elif text.startswith('42["playback_progress"'):
                payload = json.loads(text[2:])[1]
                self.arrivals.append((time.monotonic(), payload["session_id"], f"{payload['position']:.4f}"))

    def close(self) -> None:
        """Ends the connection."""
        self.writer.close()


def measure(table: Table) -> None:
    """Adds the figures."""
    with TemporaryDirectory() as folder:
        sound = SoundServer(Path(folder))
        server = RedisServer()
        server.start()
        sound.start()
        try:
            _measure_all(table, server, sound)
        finally:
            sound.stop()
            server.stop()


def _measure_all(table: Table, server: RedisServer, sound: SoundServer) -> None:
    text = base64.b64encode(as_s16(speech(120, RATE)))
    with server.client() as client:
        for number in range(PLAYBACKS):
            fields = {"authenticated": "True", "sample_rate": str(RATE), "audio_buffer": text}
            client.hset(f"session:call{number}", mapping=fields)
    for count in PAGES:
        with TemporaryDirectory() as folder:
            settings = {"REDIS_URL": server.url, "AUDIO_MAX_STREAMS": str(PLAYBACKS), **sound.environment}
            with PlayerProcess(Path(folder), **settings) as player:
                asyncio.run(_measure(table, player, count))


async def _measure(table: Table, player: PlayerProcess, count: int) -> None:
    pages = [await Page.open(player.url) for _ in range(count)]
    table.add(Figure(GROUP, f"{count} pages: sockets that are open", len(pages), ""))
    listening = [asyncio.ensure_future(page.listen()) for page in pages]
    await asyncio.sleep(1)
    assert player.group is not None
    worker = Served(player.group)
    table.add(Figure(GROUP, f"{count} pages: memory", worker.now() / 1e6, "MB"))
    before = worker.seconds()
    await asyncio.sleep(5)
    table.add(
        Figure(GROUP, f"{count} pages, nothing plays: processor", (worker.seconds() - before) / 5, "cores")
    )
    for number in range(PLAYBACKS):
        answer = await asyncio.to_thread(player.post, f"/api/session/call{number}/play", volume=0.1)
        answer.raise_for_status()
    for page in pages:
        page.arrivals.clear()
    before = worker.seconds()
    await asyncio.sleep(SECONDS)
    busy = (worker.seconds() - before) / SECONDS
    what = f"{count} pages, {PLAYBACKS} playbacks"
    table.add(Figure(GROUP, f"{what}: processor", busy, "cores", wanted=0.5 if count == 200 else None))
    first: dict[tuple[str, str], float] = {}
    for page in pages:
        for at, session_id, position in page.arrivals:
            event = session_id, position
            first[event] = min(at, first.get(event, at))
    lates = [at - first[session, position] for page in pages for at, session, position in page.arrivals]
    if lates:
        late = 1000 * float(np.percentile(lates, 99))
        table.add(Figure(GROUP, f"{what}: 99 % of progress after the first page", late, "ms", wanted=100))
        table.add(Figure(GROUP, f"{what}: progress events a page", len(lates) / count / SECONDS, "1/s"))
    for page in pages:
        page.close()
    await asyncio.gather(*listening)
