"""Diagnoses all sessions with workers of RQ: puts batches into a queue, waits, and collects the results.

What is done is in the Redis of the queue (`fleet_state`). A command that was interrupted goes on where it was
when it is started again with the same options. RQ notices after minutes that a worker was killed; here a
batch whose worker has no lease any more is put into the queue again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import redis

from sambanova.errors import RedisUnavailable, SettingsError
from sambanova.format_hints import FormatHint
from sambanova.reports.fleet_state import PASSED_OVER, Run, queue_errors
from sambanova.reports.packing import unpack
from sambanova.reports.progress import Progress
from sambanova.reports.results import Result, Summary
from sambanova.settings import Settings

if TYPE_CHECKING:
    from rq import Queue

QUEUE = "audio-player"
"""The name of the queue."""

_JOB = "sambanova.reports.fleet_jobs.diagnose_batch"
_SMALLEST_BATCH, _LARGEST_BATCH = 10, 200  # sessions; with 200, the start of a job is hardly seen
_BATCHES = 128  # that are aimed at, so that a dozen workers end at about the same time
_LOOK_SECONDS = 0.5  # between two looks at what is done
_GRACE_SECONDS = 2.0  # from taking a job out of the queue to its lease; forking and importing take a second
_LONGEST_GRACE = 30.0  # seconds, after which a batch at which workers fail is tried again
_MAX_JOBS = 8  # of one batch, before it is given up; some two minutes, in which a Redis may come back
_NO_WORKER_SECONDS = 3.0
_JOB_SECONDS = 3600  # that RQ lets a job run
_FAILURE_SECONDS = 24 * 3600  # that RQ keeps a job that failed


class _Jobs:
    """When batches are put into the queue: at first at once, and again when nobody has them any more."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._free_since: dict[int, float] = {}  # since when nobody has a batch, of time.monotonic()

    def due(self, free: Sequence[int], now: float) -> list[int]:
        """Those of the free batches that are to be put into the queue now.

        Raises RedisUnavailable for one that was put there again and again.
        """
        self._free_since = {number: self._free_since.get(number, now) for number in free}
        found = [number for number in free if self._is_due(number, now)]
        for number in found:
            del self._free_since[number]
            self._counts[number] += 1
            if self._counts[number] > _MAX_JOBS:
                raise RedisUnavailable(
                    "The workers failed again and again at the same sessions: see their log for why."
                )
        return found

    def _is_due(self, number: int, now: float) -> bool:
        count = self._counts[number]
        if not count:
            return True
        return now - self._free_since[number] >= min(_LONGEST_GRACE, _GRACE_SECONDS * 2.0 ** (count - 1))


class Fleet:
    """One diagnosis of all sessions by workers.

    fleet = Fleet(settings, FormatHint(), None, draws=False)
    for result in fleet.results(source.ids, progress, summary):
        report.add(result)
    fleet.forget()
    """

    def __init__(
        self,
        settings: Settings,
        declared: FormatHint,
        queue_url: str | None,
        *,
        draws: bool,
        is_anew: bool = False,
    ) -> None:
        """queue_url: of the Redis of the queue; None for that of the sessions. draws: with waveforms.
        is_anew: forgets a run that was interrupted.

        Raises SettingsError without RQ, or for a bad URL.
        """
        try:
            from rq import Queue
        except ImportError:
            raise SettingsError("--queue needs a library: pip install rq, also for the workers.") from None
        self._connection = _connected(settings, queue_url)
        self._queue: Queue = Queue(QUEUE, connection=self._connection)
        self._options = {
            "encoding": None if declared.is_codec else declared.encoding,
            "sample_rate": declared.sample_rate,
            "channels": declared.channels,
            "draws": draws,
        }
        same = [settings.redis_location, str(settings.key_templates), self._options]
        self._command = hashlib.blake2b(json.dumps(same).encode(), digest_size=8).hexdigest()
        self._is_anew = is_anew
        self._run: Run | None = None

    def results(
        self, ids: Callable[[], Sequence[str]], progress: Progress, summary: Summary
    ) -> Iterator[Result]:
        """All results, when the last one is there. ids: looks for the sessions, unless that was done before.

        When interrupted, it gives those so far and raises KeyboardInterrupt. Raises RedisUnavailable.
        """
        with queue_errors():
            run = self._run = self._continued() or self._begun(ids)
            sizes = run.sizes() if run else []
        if run is None:
            return
        try:
            with queue_errors():
                self._wait(run, sizes, progress)
        except KeyboardInterrupt:
            with progress.aside():
                sys.stderr.write("The workers go on. So does this command, when it is started again.\n")
            yield from self._stored(run, sizes, summary)
            raise
        yield from self._stored(run, sizes, summary)

    def forget(self) -> None:
        """Removes what is known of the run, after the report."""
        if self._run is not None:
            with queue_errors():
                self._run.forget(self._command)

    def _continued(self) -> Run | None:
        """The run that was interrupted; None if there is none, or if it is forgotten."""
        run = Run.of_command(self._connection, self._command)
        if run is not None and self._is_anew:
            run.forget(self._command)
            return None
        if run is not None:
            done = f"{run.finished():,} of {sum(run.sizes()):,} sessions are done"
            sys.stderr.write(f"Going on where an earlier command ended: {done}. --anew begins anew.\n")
        return run

    def _begun(self, ids: Callable[[], Sequence[str]]) -> Run | None:
        """A new run; None without sessions."""
        batches = _batches(ids())
        return Run.begun(self._connection, self._command, batches, self._options) if batches else None

    def _wait(self, run: Run, sizes: Sequence[int], progress: Progress) -> None:
        """Waits until all batches are done, and puts those into the queue that nobody has."""
        progress.begin(sum(sizes))
        shown = 0
        jobs = _Jobs()
        began, is_told = time.monotonic(), False
        while True:
            if not run.batches():
                raise RedisUnavailable("Another command has reported this run: start again for a new one.")
            finished, done = run.finished(), run.done()
            progress.step(finished - shown)
            shown = finished
            pending = [number for number in range(len(sizes)) if number not in done]
            if not pending:
                return
            for number in jobs.due(self._free(run, pending), time.monotonic()):
                self._enqueue(run, number)
            if not is_told and time.monotonic() - began > _NO_WORKER_SECONDS and not self._has_worker():
                is_told = True
                with progress.aside():
                    sys.stderr.write(f"No worker is there yet: start some with `rq worker {QUEUE}`.\n")
            run.keep(self._command)
            time.sleep(_LOOK_SECONDS)

    def _free(self, run: Run, pending: Sequence[int]) -> list[int]:
        """Those of some batches that are in no queue and have no worker."""
        queued = {_number(job_id, run.name) for job_id in self._queue.get_job_ids()}
        taken = [number for number in pending if number not in queued]
        worked_on = run.worked_on(taken)
        return [number for number in taken if number not in worked_on]

    def _enqueue(self, run: Run, number: int) -> None:
        self._queue.enqueue_call(
            _JOB,
            args=(run.name, number),
            job_id=f"{run.name}-{number}-{secrets.token_hex(4)}",
            timeout=_JOB_SECONDS,
            result_ttl=0,
            failure_ttl=_FAILURE_SECONDS,
            description=f"diagnose batch {number}",
        )

    def _has_worker(self) -> bool:
        from rq import Worker

        return Worker.count(queue=self._queue) > 0

    def _stored(self, run: Run, sizes: Sequence[int], summary: Summary) -> Iterator[Result]:
        """The results that are there, in the order of the sessions."""
        for number, size in enumerate(sizes):
            with queue_errors():
                stored = run.results(number, size)
            for one in stored:
                if one == PASSED_OVER:
                    summary.passed_over += 1
                elif one is not None:
                    yield unpack(one)


def _connected(settings: Settings, queue_url: str | None) -> Any:
    """A client of the queue's Redis. It connects on first use. Raises SettingsError."""
    files: dict[str, Any] = {} if queue_url else dict(settings.redis_tls_files)
    url = queue_url or settings.redis_url
    if url is None:
        return redis.Redis(
            host=settings.redis_host,
            port=settings.redis_port,
            username=settings.redis_username,
            password=settings.redis_password,
            db=settings.redis_db,
            ssl=bool(files),
            **files,
        )
    try:
        return redis.Redis.from_url(url, **files)
    except (TypeError, ValueError):
        raise SettingsError(
            "RQ takes one Redis server, not a cluster: name one by --queue-url redis://…"
        ) from None


def _batches(ids: Sequence[str]) -> list[list[str]]:
    """The ids in batches, each for one job."""
    size = min(_LARGEST_BATCH, max(_SMALLEST_BATCH, len(ids) // _BATCHES))
    return [list(ids[first : first + size]) for first in range(0, len(ids), size)]


def _number(job_id: str, name: str) -> int:
    """The number of the batch that a job is about; -1 for a job of another run."""
    run, _, rest = job_id.partition("-")
    number, _, _ = rest.partition("-")
    return int(number) if run == name and number.isdecimal() else -1
