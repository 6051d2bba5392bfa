"""The command line of `audio-player diagnose`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.format_hints import CODECS, MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, FormatHint
from sambanova.reports.files import STDIN
from sambanova.reports.results import FailOn

_DESCRIPTION = "Says what recordings are, and what is wrong with them."
_EPILOG = """\
A name that is a file is a file; any other is the id of a session, as /api/sessions lists it. Files and
standard input need no Redis. Redis is configured by the environment or the file .env, as for the player.

exit status: 0 all is well; 1 a recording is as bad as --fail-on says, or worse; 2 bad usage, or something
could not be read; 130 interrupted.

  audio-player diagnose call.wav
  audio-player diagnose k3Jq8vN2cXwA --redis-url redis://localhost:6379/0
  redis-cli --raw GET audio:42 | audio-player diagnose - --encoding s16le --rate 16000
  audio-player diagnose --all --html report.html --junit report.xml
  audio-player diagnose --all --queue --json        with any number of: rq worker audio-player
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to diagnose. is_certain: whether the user said what it is."""

    kind: Literal["file", "session"]
    name: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """What the command is to do.

    uses_queue: whether workers diagnose. queue_url: of the Redis of their queue; None for that of the
    sessions. is_anew: whether an interrupted run is forgotten. declared: about headerless samples. json,
    junit, …: where reports go.
    """

    targets: tuple[Target, ...]
    is_all: bool
    uses_queue: bool
    queue_url: str | None
    is_anew: bool
    declared: FormatHint
    fail_on: FailOn
    redis_url: str | None
    is_json: bool
    junit: str | None
    sarif: str | None
    html: str | None
    is_quiet: bool
    is_verbose: bool

    @property
    def needs_redis(self) -> bool:
        """Whether any target is a session."""
        return self.is_all or any(target.kind == "session" for target in self.targets)

    @property
    def files(self) -> dict[str, str]:
        """The path of each report that goes to a file."""
        paths = {"junit": self.junit, "sarif": self.sarif, "html": self.html}
        return {kind: path for kind, path in paths.items() if path}


def parse(arguments: Sequence[str], program: str) -> Options:
    """The options. Exits with status 2 for a bad command line, with 0 for --help."""
    parser = _parser(program)
    found = parser.parse_intermixed_args(arguments)
    targets = [_target(name) for name in found.names]
    targets += [Target("file", name) for name in found.file]
    targets += [Target("session", name) for name in found.session]
    if found.all == bool(targets):
        parser.error("name files or sessions, or --all" if not targets else "--all takes no names")
    uses_queue = found.queue or found.queue_url is not None
    if uses_queue and not found.all:
        parser.error("--queue is for --all")
    if found.anew and not uses_queue:
        parser.error("--anew is for --queue")
    if sum(target.name == STDIN and target.kind == "file" for target in targets) > 1:
        parser.error("standard input can be read once")
    return Options(
        targets=tuple(targets),
        is_all=found.all,
        uses_queue=uses_queue,
        queue_url=found.queue_url,
        is_anew=found.anew,
        declared=FormatHint(found.encoding, found.rate, found.channels),
        fail_on=found.fail_on,
        redis_url=found.redis_url,
        is_json=found.json,
        junit=found.junit,
        sarif=found.sarif,
        html=found.html,
        is_quiet=found.quiet,
        is_verbose=found.verbose,
    )


def _target(name: str) -> Target:
    """What a name means: standard input, an existing file, or else a session."""
    if name == STDIN:
        return Target("file", name)
    try:
        is_file = Path(name).exists()
    except (OSError, ValueError):  # too long for a path, or with a null character
        is_file = False
    return Target("file", name) if is_file else Target("session", name, is_certain=False)


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        program,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_targets(parser.add_argument_group("what to diagnose"))
    sentence = "It is checked against the sound; what a session declares itself wins."
    _add_hints(parser.add_argument_group("what the app declares about headerless sound", sentence))
    _add_reports(parser.add_argument_group("reports"))
    return parser


def _add_targets(group: argparse._ArgumentGroup) -> None:
    several: dict[str, Any] = {"action": "append", "default": []}
    group.add_argument("names", nargs="*", metavar="NAME", help="a file, the id of a session, or - for stdin")
    group.add_argument("--file", metavar="FILE", help="a file, whatever its name", **several)
    group.add_argument("--session", metavar="ID", help="a session, even if a file has that name", **several)
    group.add_argument("--all", action="store_true", help="all sessions of the Redis")
    group.add_argument("--redis-url", metavar="URL", help="another Redis than the settings name")
    group.add_argument("--queue", action="store_true", help="--all: by workers of RQ")
    group.add_argument("--anew", action="store_true", help="--queue: forget a run that was interrupted")
    group.add_argument("--queue-url", metavar="URL", help="the Redis of the queue, if it is not the same")


def _add_hints(group: argparse._ArgumentGroup) -> None:
    rate, channels = _number(MIN_SAMPLE_RATE, MAX_SAMPLE_RATE), _number(1, MAX_CHANNELS)
    group.add_argument("--encoding", type=_encoding, metavar="NAME", help=f"one of {' '.join(ENCODINGS)}")
    group.add_argument("--rate", type=rate, metavar="HZ", help="the sample rate")
    group.add_argument("--channels", type=channels, metavar="N", help="the number of channels")


def _add_reports(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--json", action="store_true", help="JSON on standard output, instead of text")
    for kind, label in (("junit", "JUnit XML"), ("sarif", "SARIF 2.1.0"), ("html", "a page to look at")):
        group.add_argument(f"--{kind}", metavar="FILE", help=f"also write {label}")
    group.add_argument(
        "--fail-on",
        choices=get_args(FailOn),
        default="error",
        help="from which severity the exit status is 1 (default: error, where sound is lost or wrong)",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="only the summary")
    group.add_argument("-v", "--verbose", action="store_true", help="--all: also recordings without a fault")


def _encoding(text: str) -> str:
    found = encoding_named(text)
    if found is None and text.lower() not in CODECS:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {' '.join(ENCODINGS)}")
    return found.name if found else text.lower()


class _number:  # noqa: N801  # reads as a type: type=_number(1, 8)
    """A whole number in a range."""

    def __init__(self, low: int, high: int) -> None:
        self._low = low
        self._high = high

    def __call__(self, text: str) -> int:
        """Parses text. Raises ArgumentTypeError."""
        if not (text.isascii() and text.isdecimal() and self._low <= int(text[:12]) <= self._high):
            raise argparse.ArgumentTypeError(f"must be a whole number from {self._low} to {self._high}")
        return int(text)
