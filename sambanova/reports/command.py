"""What `audio-player diagnose` does: takes recordings one by one and hands each result to all reports."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sambanova import __version__
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.errors import (
    InvalidRequest,
    NotAuthenticatedSession,
    PlayerError,
    RedisUnavailable,
    SessionNotFound,
    SettingsError,
)
from sambanova.reports.documents import JsonReport, JunitReport, Report, SarifReport
from sambanova.reports.files import diagnose_file
from sambanova.reports.html import HtmlReport
from sambanova.reports.options import Options, Target, parse
from sambanova.reports.progress import Progress
from sambanova.reports.results import Result, Summary
from sambanova.reports.text import TextReport

if TYPE_CHECKING:
    from sambanova.reports.fleet import Fleet
    from sambanova.reports.sessions import SessionSource
    from sambanova.settings import Settings

FAILED = 1
UNREADABLE = 2
INTERRUPTED = 130
"""Exit statuses, besides 0."""


def run(arguments: Sequence[str], program: str) -> int:
    """The command: returns its exit status. program: as it was called, for messages."""
    logging.basicConfig(level=logging.ERROR)
    options = parse(arguments, program)
    try:
        status = _report(options)
        sys.stdout.flush()
    except (InvalidRequest, RedisUnavailable, SettingsError) as error:
        sys.stderr.write(f"{program}: {error}\n")
        return UNREADABLE
    except BrokenPipeError:  # whoever read the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREADABLE
    return status


def _report(options: Options) -> int:
    """Diagnoses everything. Raises SettingsError, and InvalidRequest if a report cannot be written."""
    summary = Summary()
    status = 0
    with ExitStack() as stack:
        files = _file_reports(options, stack)
        console = _console_report(options)
        progress = stack.enter_context(Progress(is_shown=options.is_all))
        recordings = _Recordings(options, summary, progress, stack)
        try:
            for result in recordings.results():
                summary.add(result)
                for report in files:
                    report.add(result)
                if console.shows(result):
                    with progress.aside():
                        console.add(result)
        except KeyboardInterrupt:
            status, summary.is_complete = INTERRUPTED, False
        except RedisUnavailable as error:
            status, summary.is_complete = UNREADABLE, False
            sys.stderr.write(f"{error}\n")
        with progress.aside():
            for report in (*files, console):
                report.end(summary)
        if summary.is_complete:
            recordings.forget()
    return status or (UNREADABLE if summary.unread else int(summary.fails(options.fail_on)) * FAILED)


def _console_report(options: Options) -> TextReport | JsonReport:
    """The report on standard output."""
    if options.is_json:
        return JsonReport(sys.stdout)
    is_brief = options.is_all and not options.is_verbose
    return TextReport(sys.stdout, is_brief=is_brief, is_quiet=options.is_quiet)


def _file_reports(options: Options, stack: ExitStack) -> list[Report]:
    """The reports that go to files. Raises InvalidRequest for a file that cannot be written."""
    files = {kind: _opened(path, stack) for kind, path in options.files.items()}
    reports: list[Report] = []
    if "junit" in files:
        reports.append(JunitReport(files["junit"], options.fail_on))
    if "sarif" in files:
        reports.append(SarifReport(files["sarif"], __version__))
    if "html" in files:
        reports.append(HtmlReport(files["html"]))
    return reports


def _opened(path: str, stack: ExitStack) -> TextIO:
    try:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", errors="replace"))
    except (OSError, ValueError):
        raise InvalidRequest(f"The report {path!r} cannot be written.") from None


class _Recordings:
    """The recordings of a command line, diagnosed one by one."""

    def __init__(self, options: Options, summary: Summary, progress: Progress, stack: ExitStack) -> None:
        """summary: counts what is passed over. stack: closes what is opened."""
        self._options = options
        self._summary = summary
        self._progress = progress
        self._stack = stack
        decoder = ContainedDecoder()
        stack.callback(decoder.close)
        self._decode = decoder.decode
        self._draws = options.html is not None
        self._sessions: SessionSource | None = None
        self._fleet: Fleet | None = None
        if options.needs_redis:
            self._connect(self._settings())

    def _connect(self, settings: Settings) -> None:
        """Opens the sessions, and the queue. Raises SettingsError."""
        # Files need no Redis, and not its libraries either.
        from sambanova.reports.sessions import SessionSource

        self._sessions = self._stack.enter_context(SessionSource(settings, self._decode))
        if self._options.uses_queue:
            from sambanova.reports.fleet import Fleet

            declared, url, is_anew = self._options.declared, self._options.queue_url, self._options.is_anew
            self._fleet = Fleet(settings, declared, url, draws=self._draws, is_anew=is_anew)

    def _settings(self) -> Settings:
        """The settings, with what the command line says instead. Raises SettingsError."""
        from sambanova.settings import Settings

        declared = self._options.declared
        given = {
            "REDIS_URL": self._options.redis_url,
            "AUDIO_FORMAT": None if declared.is_codec else declared.encoding,
            "AUDIO_RATE": declared.sample_rate,
            "AUDIO_CHANNELS": declared.channels,
        }
        os.environ.update({name: str(value) for name, value in given.items() if value is not None})
        return Settings.from_environment()

    def results(self) -> Iterator[Result]:
        """The result for each. Raises RedisUnavailable when Redis goes away among all sessions."""
        if self._fleet is not None and self._sessions is not None:
            looked_for = partial(self._sessions.ids, self._progress.looking)
            yield from self._fleet.results(looked_for, self._progress, self._summary)
        elif self._options.is_all and self._sessions is not None:
            yield from self._all(self._sessions)
        for target in self._options.targets:
            if target.kind == "file":
                yield diagnose_file(target.name, self._options.declared, self._decode, draws=self._draws)
            elif self._sessions is not None:
                yield self._named(self._sessions, target)

    def forget(self) -> None:
        """Removes what was kept to go on after an interruption. Raises RedisUnavailable."""
        if self._fleet is not None:
            self._fleet.forget()

    def _all(self, sessions: SessionSource) -> Iterator[Result]:
        """All sessions but those that may not be opened, and those that are gone when it is their turn."""
        ids = sessions.ids(self._progress.looking)
        self._progress.begin(len(ids))
        for session_id in ids:
            try:
                yield sessions.diagnose(session_id, draws=self._draws)
            except (NotAuthenticatedSession, SessionNotFound):
                self._summary.passed_over += 1
            except RedisUnavailable:
                raise
            except PlayerError as error:
                yield Result.failed(session_id, "session", error)
            self._progress.step()

    def _named(self, sessions: SessionSource, target: Target) -> Result:
        """A session that the user names. A name that may be meant as a file says so when it is neither."""
        try:
            return sessions.diagnose(target.name, draws=self._draws)
        except PlayerError as error:
            failed = Result.failed(target.name, "session", error)
            if target.is_certain:
                return failed
            return replace(failed, message=f"There is no such file; as a session: {failed.message}")
