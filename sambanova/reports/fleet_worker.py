"""What a worker of RQ does: it diagnoses the sessions of one batch after the other.

A worker is `rq worker audio-player`, with the settings of a player in its environment.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sambanova.decoding.child_process import ContainedDecoder
from sambanova.errors import (
    DecoderFailed,
    NotAuthenticatedSession,
    PlayerError,
    RedisUnavailable,
    SessionNotFound,
)
from sambanova.reports.fleet_state import PASSED_OVER, Lease, Run
from sambanova.reports.packing import pack
from sambanova.reports.results import Result
from sambanova.reports.sessions import SessionSource
from sambanova.settings import Settings

MAX_TRIES = 3  # with a session; a worker that dies at each is killed by the session
_KILLS = "Workers ended again and again at this recording: look at it alone, and at the memory they have."


def diagnose_batch(name: str, number: int) -> None:
    """The job: diagnoses those sessions of a batch that have no result yet.

    name: of the run. It ends early if another worker has the batch. Raises RedisUnavailable if the sessions
    cannot be read, SettingsError, and redis.exceptions.RedisError.
    """
    from rq import get_current_job

    job = get_current_job()
    assert job is not None, "only a worker of RQ calls this"
    run = Run(job.connection, name)
    options = run.options()
    lease = run.lease(number)
    if options is None or not lease.take():
        return
    try:
        _diagnose(run, number, _source(_Declared(options)), lease, draws=bool(options["draws"]))
    finally:
        lease.release()


class _Declared(dict[str, Any]):
    """The options of a run, as the key of a cache."""

    def __hash__(self) -> int:  # type: ignore[override]  # it does not change
        return hash(tuple(sorted(self.items(), key=str)))


@lru_cache(maxsize=1)
def _source(options: _Declared) -> SessionSource:
    """The sessions, kept from job to job where a worker does not fork: it need not scan Redis again."""
    given = {
        "audio_format": options["encoding"],
        "audio_rate": options["sample_rate"],
        "audio_channels": options["channels"],
    }
    declared = {field: value for field, value in given.items() if value is not None}
    return SessionSource(replace(Settings.from_environment(), **declared), ContainedDecoder().decode)


def _diagnose(run: Run, number: int, source: SessionSource, lease: Lease, *, draws: bool) -> None:
    ids = run.ids(number)
    for place, (session_id, known) in enumerate(zip(ids, run.results(number, len(ids)), strict=True)):
        if not lease.is_held:
            return
        if known is None:
            run.store(number, place, _result(run, number, place, source, session_id, draws=draws))
    run.finish(number)


def _result(
    run: Run, number: int, place: int, source: SessionSource, session_id: str, *, draws: bool
) -> bytes:
    """The result of one session, packed. Raises RedisUnavailable."""
    if run.try_again(number, place) > MAX_TRIES:
        return pack(Result.failed(session_id, "session", DecoderFailed(_KILLS)))
    try:
        return pack(source.diagnose(session_id, draws=draws))
    except (NotAuthenticatedSession, SessionNotFound):
        return PASSED_OVER
    except RedisUnavailable:
        run.try_again(number, place, -1)  # which is no fault of the session
        raise
    except PlayerError as error:
        return pack(Result.failed(session_id, "session", error))
