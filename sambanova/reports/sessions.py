"""Diagnoses sessions of a Redis, one after the other, without keeping what was read."""

from __future__ import annotations

from collections.abc import Callable

from sambanova.decoding.reader import Decode
from sambanova.library import Library
from sambanova.redis_manager import RedisManager
from sambanova.reports.results import Result
from sambanova.session_info import SessionInfo
from sambanova.sessions.change_feed import ChangeFeed
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.query import SessionQuery
from sambanova.sessions.store import SessionStore
from sambanova.settings import Settings


class SessionSource:
    """The sessions of a Redis.

    with SessionSource(Settings.from_environment(), decode) as source:
        for session_id in source.ids(print):
            result = source.diagnose(session_id)
    """

    def __init__(self, settings: Settings, decode: Decode) -> None:
        """decode: decodes containers. It connects on first use."""
        self._manager = RedisManager(settings)
        self._manager.check_settings()
        growth = Growth()
        keys = settings.key_templates
        store = SessionStore(self._manager, keys, settings.max_buffer_bytes)
        prefixes = [prefix.encode() for prefix in keys.prefixes]
        self._index = SessionIndex(
            store, lambda: ChangeFeed.open(self._manager, prefixes), lambda changes: None, growth
        )
        self._library = Library(settings, self._manager, self._index, store, growth, decode, cache_bytes=0)
        self._info = SessionInfo(self._library)

    def __enter__(self) -> SessionSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ids(self, found: Callable[[int], None]) -> list[str]:
        """The ids of all sessions, in their order. found: gets their number while they are looked for.

        Raises RedisUnavailable.
        """
        while True:
            _, total = self._index.page(SessionQuery(limit=1), ())
            found(total)
            if self._index.is_complete:
                break
        query = SessionQuery(sort="session_id", descending=False, limit=max(1, total))
        return [session.session_id for session in self._index.page(query, ())[0]]

    def diagnose(self, session_id: str, *, draws: bool = False) -> Result:
        """The result for one session. draws: with the waveform. Raises the errors of `Library.read`."""
        session = self._library.read(session_id)
        explained = self._info.explain(session)
        fixes = explained.fixes if draws else ()
        return Result.of(session_id, "session", explained.examined, draws=draws, fixes=fixes)

    def close(self) -> None:
        """Closes the connections."""
        self._index.close()
        self._library.close()
        self._manager.close()
