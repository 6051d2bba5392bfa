"""All sessions of a real Redis, diagnosed by real workers: interrupted, killed, none twice, none lost."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st
from rq import Queue

from sambanova.diagnosis.diagnosis import diagnose, examine
from sambanova.errors import InvalidRequest, NoAudio, RedisUnavailable, SettingsError
from sambanova.format_hints import NO_HINT
from sambanova.reports import fleet_worker
from sambanova.reports.fleet import QUEUE, Fleet, _Jobs
from sambanova.reports.fleet_jobs import diagnose_batch
from sambanova.reports.fleet_state import PASSED_OVER, Run
from sambanova.reports.fleet_worker import MAX_TRIES
from sambanova.reports.options import parse
from sambanova.reports.packing import pack, unpack
from sambanova.reports.results import Result
from sambanova.settings import Settings
from tests.parts import ROOT, RedisServer, wait_until
from tests.reports.parts import HOSTILE, clipped, environment_of, lost_byte, run, voice

Put = Callable[..., str]

SESSIONS = 30
SOUND = b64encode(voice()[60_000:69_600])
"""Of each session: 0.3 s, which takes little time."""

BEGUN = r"HINCRBY audio-player-diagnose:\w+:tries (\d+\.\d+) 1$"
"""The command with which a worker begins with a session."""


SIMPLE, FORKING = "rq.worker.SimpleWorker", "rq.worker.Worker"


@contextmanager
def worker(redis_url: str, folder: Path, kind: str = SIMPLE) -> Iterator[subprocess.Popen[bytes]]:
    """A worker; by default one that does not fork, so that a kill meets what it is doing."""
    command = [sys.executable, "-m", "rq.cli", "worker", "--url", redis_url]
    with (folder / "workers.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--worker-class", kind, "audio-player"],
            cwd=ROOT,
            env=environment_of(redis_url),
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait(5)


@contextmanager
def begun(redis_url: str) -> Iterator[list[str]]:
    """What workers begin with meanwhile: the field that counts the tries, of each session."""
    tries: list[str] = []
    with redis.Redis.from_url(redis_url) as client, client.monitor() as monitor:

        def listen() -> None:
            try:
                for told in monitor.listen():
                    found = re.match(BEGUN, told["command"])
                    if found:
                        tries.append(found[1])
            except (redis.exceptions.RedisError, OSError, ValueError, AttributeError):
                return  # the connection was closed

        threading.Thread(target=listen, daemon=True).start()
        yield tries


def started(redis_url: str, *more: str) -> subprocess.Popen[str]:
    """The command, which waits for workers."""
    return subprocess.Popen(
        [sys.executable, "-m", "sambanova.diagnose", "--all", "--queue", "--json", *more],
        cwd=ROOT,
        env=environment_of(redis_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.skipif(os.name != "posix", reason="RQ is for POSIX")
def test_none_is_lost_or_done_twice_when_a_worker_is_killed_and_the_command_interrupted(
    put: Put, redis_server: RedisServer, redis_url: str, tmp_path: Path
) -> None:
    for number in range(SESSIONS - 1):
        put(f"call{number:03}", SOUND, sample_rate="16000")
    put(HOSTILE, SOUND, sample_rate="16000")
    put("closed", SOUND, authenticated="False")
    with (
        begun(redis_url) as tries,
        worker(redis_url, tmp_path) as doomed,
        worker(redis_url, tmp_path),
    ):
        first = started(redis_url)
        wait_until(lambda: len(tries) > 3, 30)
        first.send_signal(signal.SIGINT)
        doomed.kill()
        output, errors = first.communicate(timeout=20)
        assert first.returncode == 130
        assert "when it is started again" in errors
        summary = json.loads(output)["summary"]
        assert summary["complete"] is False
        assert summary["recordings"] < SESSIONS
        nothing_of_the_audio_is_in(redis_server)
        second = started(redis_url)
        output, errors = second.communicate(timeout=60)
    assert second.returncode == 0, errors
    found = json.loads(output)
    assert re.search(rf"where an earlier command ended: \d+ of {SESSIONS + 1} sessions", errors)
    assert found["summary"]["complete"] is True
    assert found["summary"]["passed_over"] == 1
    names = [one["name"] for one in found["recordings"]]
    assert sorted(names) == sorted([*(f"call{number:03}" for number in range(SESSIONS - 1)), HOSTILE])
    counts = Counter(tries)
    assert len(counts) == SESSIONS + 1
    again = [place for place, count in counts.items() if count > 1]
    assert len(again) <= 1, "only what the killed worker was doing is done again"
    with redis_server.client() as own:
        assert list(own.scan_iter("audio-player-diagnose:*")) == []


def nothing_of_the_audio_is_in(server: RedisServer) -> None:
    """Asserts that no key but those of the sessions is large, or holds text of the audio."""
    with server.client() as own:
        for key in own.scan_iter():
            if key.startswith((b"rq:", b"audio-player")):
                assert SOUND[:60] not in (own.dump(key) or b"")
                assert (own.memory_usage(key) or 0) < 60_000


def test_what_workers_find_is_what_one_command_finds(put: Put, redis_url: str, tmp_path: Path) -> None:
    put("fine", b64encode(voice()).decode(), sample_rate="16000")
    put("lost", b64encode(lost_byte()).decode(), sample_rate="16000")
    put("loud", b64encode(clipped()).decode(), sample_rate="16000")
    put("text", HOSTILE * 20)
    alone = json.loads(run("--all", "--json", redis_url=redis_url).stdout)
    with worker(redis_url, tmp_path, FORKING):
        html = tmp_path / "report.html"
        shared = run("--all", "--json", "--queue", "--html", html, redis_url=redis_url)
    assert json.loads(shared.stdout) == alone
    assert "<svg" in html.read_text("utf-8")


def test_an_interrupted_run_is_forgotten_on_demand(
    put: Put, redis_server: RedisServer, redis_url: str
) -> None:
    put("call", SOUND, sample_rate="16000")
    with redis_server.client() as own:
        for jobs, more in enumerate([(), ("--anew",)], 1):
            waiting = started(redis_url, *more)
            wait_until(lambda: own.llen("rq:queue:audio-player") == jobs, 30)  # noqa: B023  # called at once
            waiting.send_signal(signal.SIGINT)
            _, errors = waiting.communicate(timeout=20)
            assert "earlier" not in errors
        assert len(list(own.scan_iter("audio-player-diagnose:*:plan"))) == 1


def test_a_session_at_which_workers_die_again_and_again_is_not_readable_and_keeps_no_other(
    put: Put, redis_server: RedisServer, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", redis_url)
    put("fine", SOUND, sample_rate="16000")
    put("deadly", SOUND, sample_rate="16000")
    options = {"encoding": None, "sample_rate": None, "channels": None, "draws": False}
    with redis_server.client() as own:
        shared = Run.begun(own, "command", [["deadly", "fine", "gone"]], options)
        for _ in range(MAX_TRIES):
            shared.try_again(0, 0)
        queue = Queue(QUEUE, connection=own, is_async=False)  # the job runs here
        queue.enqueue(diagnose_batch, shared.name, 0)
        deadly, fine, gone = shared.results(0, 3)
        assert shared.done() == {0}
    fleet_worker._source(fleet_worker._Declared(options)).close()
    fleet_worker._source.cache_clear()
    assert deadly
    assert unpack(deadly).code == "decoder_failed"
    assert fine
    assert unpack(fine).diagnosis
    assert gone == PASSED_OVER


def test_a_batch_is_worked_on_by_one_at_a_time(redis_server: RedisServer) -> None:
    with redis_server.client() as own:
        first, second = (Run(own, "run").lease(7) for _ in range(2))
        assert first.take()
        assert not second.take()
        assert Run(own, "run").worked_on([6, 7]) == {7}
        first.release()
        assert second.take()
        second.release()
        assert Run(own, "run").worked_on([6, 7]) == set()


def test_a_batch_at_which_workers_fail_is_tried_less_and_less_often_and_then_given_up() -> None:
    jobs = _Jobs()
    seconds = itertools.count()
    tried: list[int] = []

    def wait() -> None:
        while True:
            second = next(seconds)
            if jobs.due([3], float(second)):
                tried.append(second)

    with pytest.raises(RedisUnavailable, match="again and again"):
        wait()
    pauses = [after - before for before, after in itertools.pairwise(tried)]
    assert tried[0] == 0
    assert pauses == sorted(pauses)
    assert 60 < tried[-1] < 600


def test_without_sessions_it_says_so_and_needs_no_worker(redis_url: str) -> None:
    done = run("--all", "--queue", redis_url=redis_url)
    assert (done.returncode, done.stdout) == (0, "No recording was looked at.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["README.md", "--queue"], "--queue is for --all"), (["--all", "--anew"], "--anew is for --queue")],
)
def test_options_that_need_others_say_so(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(arguments, "audio-player diagnose")
    assert said in capsys.readouterr().err


def test_a_queue_that_is_no_single_server_is_refused(redis_url: str) -> None:
    settings = Settings(redis_url=redis_url)
    with pytest.raises(SettingsError, match="--queue-url"):
        Fleet(settings, NO_HINT, "redis+cluster://x", draws=False)


@pytest.mark.parametrize("data", [lost_byte(), b"no sound at all " * 99, b""])
def test_a_result_is_the_same_after_packing(data: bytes) -> None:
    result = Result.of(HOSTILE, "session", examine(data), draws=True)
    assert unpack(pack(result)) == result
    failed = Result.failed("x", "session", NoAudio("Nothing."))
    assert unpack(pack(failed)) == failed
    assert result.diagnosis == diagnose(data)


@given(st.binary(max_size=60) | st.builds(zlib.compress, st.binary(max_size=60)))
def test_other_bytes_in_place_of_a_result_are_an_error_of_the_player(data: bytes) -> None:
    with pytest.raises(InvalidRequest):
        unpack(data)
