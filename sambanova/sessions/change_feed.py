"""The names of keys that change, told by Redis itself, whatever servers it consists of.

Each node of a cluster tells of its own keys. A key that goes to another node is told by both. When there are
other nodes than at the beginning, the feed ends, and a new one is opened; when slots have moved among the
same nodes, it says that everything may have changed.
"""

from __future__ import annotations

import contextlib
import selectors
import time
from collections.abc import Sequence

from sambanova.errors import RedisUnavailable
from sambanova.redis_manager import Layout, RedisManager
from sambanova.sessions.node_feed import Changes, NodeFeed

_LOOK_INTERVAL = 2.0  # seconds between two questions where the keys are


class ChangeFeed:
    """An open feed. One thread calls `next`; any thread may call `ping`.

    feed = ChangeFeed.open(redis_manager, [b"session:"])
    feed.next(timeout=1.0).names
    """

    def __init__(self, manager: RedisManager, feeds: Sequence[NodeFeed], layout: Layout | None) -> None:
        """feeds: of all nodes. layout: where the keys are; None if they never move. Only `open` makes one."""
        self._manager = manager
        self._feeds = feeds
        self._layout = layout
        self._pongs = [0] * len(feeds)  # that came from each node
        self._told_pongs = 0
        self._are_keys_moving = False
        self._next_look = time.monotonic() + _LOOK_INTERVAL
        self._selector = selectors.DefaultSelector()
        for feed in feeds:
            self._selector.register(feed.socket, selectors.EVENT_READ)

    @classmethod
    def open(cls, manager: RedisManager, prefixes: Sequence[bytes]) -> ChangeFeed | None:
        """Opens a feed of the keys with these prefixes, none of which begins with another.

        An empty prefix means all keys. None if a server or its proxy refuses. Raises RedisUnavailable.
        """
        with contextlib.ExitStack() as opened:
            layout = manager.layout()
            feeds = []
            for node in manager.nodes():
                feed = NodeFeed.open(manager, node, prefixes)
                if feed is None:
                    return None
                opened.callback(feed.close)
                feeds.append(feed)
            opened.pop_all()
        return cls(manager, feeds, layout)

    def ping(self) -> None:
        """Asks for a pong, which `next` counts after all changes that were made before this call."""
        for feed in self._feeds:
            feed.ping()

    def next(self, timeout: float) -> Changes:
        """What was told since the last call; waits up to `timeout` seconds if it was nothing.

        Raises RedisUnavailable when a connection is lost, or there are other nodes than before.
        """
        if self._layout is None:
            return self._feeds[0].next(timeout)
        deadline = time.monotonic() + timeout
        while True:
            have_keys_moved = time.monotonic() >= self._next_look and self._look(self._layout)
            told = self._collected()
            told.everything = told.everything or have_keys_moved
            now = time.monotonic()
            if told.names or told.everything or told.pongs or now >= deadline:
                return told
            self._selector.select(max(0.0, min(deadline, self._next_look) - now))

    def _collected(self) -> Changes:
        """What all nodes told. A pong counts when all of them have sent it."""
        told = Changes()
        for at, feed in enumerate(self._feeds):
            changes = feed.next(0)
            told.names |= changes.names
            told.everything = told.everything or changes.everything
            self._pongs[at] += changes.pongs
        told.pongs = min(self._pongs) - self._told_pongs
        self._told_pongs += told.pongs
        return told

    def _look(self, before: Layout) -> bool:
        """Looks where the keys are; returns whether some had moved, and do so no more.

        While a cluster is divided anew, keys move all the time, and each rescan costs it more than the names
        of the keys, which are told all the same.
        """
        self._next_look = time.monotonic() + _LOOK_INTERVAL
        found = self._manager.layout() or before
        if found.servers != before.servers:
            raise RedisUnavailable("There are other nodes of Redis than before: it is tried again.")
        self._layout = found
        were_moving, self._are_keys_moving = self._are_keys_moving, found.keys != before.keys
        return were_moving and not self._are_keys_moving

    def close(self) -> None:
        """Ends the feed."""
        self._selector.close()
        for feed in self._feeds:
            feed.close()
