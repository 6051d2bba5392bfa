"""Fuzzes the API with requests that its description allows, and with many that it does not.

    python -m tools.api_fuzz --requests 20000

The requests go to the WSGI application, with a private Redis that holds sessions of all kinds and a
null sound device. The exit status is 1 when the status, the content type or the schema of a response
is not in the description; the failures are printed.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import SkipTest

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import InvalidArgument, Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from audio_stream_player import create_app
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.parts import RedisServer, as_s16, container_file, speech

CHECKS: list[Any] = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
NULL_DEVICE = "pcm.!default { type null }\nctl.!default { type null }\n"


def sessions() -> dict[str, dict[str, str | bytes]]:
    """The fields of sessions of all kinds, by session id."""
    voice = speech(0.5, 8000)
    pcm = base64.b64encode(as_s16(voice))
    webm = base64.b64encode(container_file(speech(0.5, 48000), 48000, "webm", "libopus"))
    known = {"authenticated": "True", "user_name": "Ada"}
    return {
        "pcm": {**known, "audio_buffer": pcm, "sample_rate": "8000", "encoding": "s16le"},
        "webm": {**known, "audio_buffer": webm, "is_recording": "True"},
        "empty": {**known, "audio_buffer": ""},
        "damaged": {**known, "audio_buffer": webm[: len(webm) // 2] + b"!\n" + webm[100:300]},
        "noise": {**known, "audio_buffer": base64.b64encode(bytes(range(256)) * 8)},
        "no base64": {**known, "audio_buffer": b"\xff\xfe{}"},
        "closed": {"authenticated": "False", "audio_buffer": pcm},
    }


@contextmanager
def application() -> Iterator[tuple[Flask, RedisManager]]:
    """The application with its Redis and sound device, and a manager that writes sessions."""
    server = RedisServer()
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        device = Path(folder) / "asound.conf"
        device.write_text(NULL_DEVICE)
        os.environ.setdefault("ALSA_CONFIG_PATH", str(device))
        app = create_app(Settings(redis_url=server.url))
        manager = RedisManager(Settings(redis_url=server.url))
        try:
            yield app, manager
        finally:
            manager.close()
            app.extensions["audio_stream_player"].close()
            server.stop()


class ApiFuzzer:
    """Sends requests and counts the responses.

    statuses: responses by operation and status. broken: one failure of each kind.
    """

    def __init__(self, app: Flask, manager: RedisManager) -> None:
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.broken: dict[str, str] = {}
        self._manager = manager
        self._sessions = sessions()
        self._ids = list(self._sessions)
        schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
        self._operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]

    def run(self, requests: int, seed_number: int) -> None:
        """Sends about `requests` requests, which depend on `seed_number` only."""
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        count = max(1, requests // (len(self._operations) * len(modes)))
        for operation in self._operations:
            for mode in modes:
                for_each_case: Any = given(self._strategy(operation, mode))
                with_options: Any = settings(
                    max_examples=count,
                    deadline=None,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                try:
                    with_options(seed(seed_number)(for_each_case(self._check_case)))()
                except (Unsatisfiable, InvalidArgument) as error:  # this operation has no invalid requests
                    sys.stderr.write(f"{operation.label}, {mode.value}: {type(error).__name__}\n")

    @staticmethod
    def _strategy(operation: Any, mode: GenerationMode) -> Any:
        try:
            return operation.as_strategy(generation_mode=mode)
        except SkipTest:  # without parameters, there are no invalid ones
            return operation.as_strategy()

    def _check_case(self, case: Any) -> None:
        count = self.statuses.total()
        if "session_id" in (case.path_parameters or {}) and count % 4:
            session_id = self._ids[count % len(self._ids)]  # three of four requests use an existing id
            case.path_parameters["session_id"] = session_id
            self._manager.write(session_id, self._sessions[session_id])
        response = case.call()
        label = case.operation.label
        self.statuses[label, response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except BaseException as group:  # Python 3.10 has no BaseExceptionGroup
            if not hasattr(group, "exceptions") and not isinstance(group, AssertionError):
                raise
            for error in getattr(group, "exceptions", [group]):
                kind = f"{label} {response.status_code} {type(error).__name__}"
                self.broken.setdefault(kind, f"{kind}:\n{error}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    with application() as (app, manager):
        fuzzer = ApiFuzzer(app, manager)
        fuzzer.run(options.requests, options.seed)
    for (label, status), count in sorted(fuzzer.statuses.items()):
        sys.stdout.write(f"{count:7} {status} {label}\n")
    sys.stdout.write("\n\n".join(fuzzer.broken.values()) + "\n")
    taken = time.monotonic() - started
    sys.stdout.write(
        f"{fuzzer.statuses.total()} requests in {taken:.0f} s, {len(fuzzer.broken)} kinds of failures\n"
    )
    return int(bool(fuzzer.broken))


if __name__ == "__main__":
    raise SystemExit(main())
