"""Removes the handling of one fault at a time from a copy of the project; its test must fail then.

    python -m tools.take_out                 all handlings
    python -m tools.take_out slow speaker    those with one of these words in their name

The exit status is 1 when a test passes without the code that it tests, or fails with it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = ("node_modules", "__pycache__", "docs", ".*")
TIMEOUT = 120  # seconds for one test; a test that hangs has failed


@dataclass(frozen=True)
class Handling:
    """Source lines that handle a fault, and the test that must fail without them.

    path: file of the lines. lines: exact text. without: replacement text. test: pytest node id in
    `tests/`.
    """

    name: str
    path: str
    lines: str
    without: str
    test: str


REDIS = "sambanova/redis_manager.py"
PLAYBACK = "sambanova/speaker/playback.py"
DEVICES = "sambanova/speaker/devices.py"
PLAYER = "audio_stream_player.py"
DECODER = "sambanova/decoding/child_process.py"
LIMITS = "sambanova/web/limits.py"
WORKER = "sambanova/web/worker.py"
FAULT = "test_faults.py::test_a_fault_of_redis_is_named_and_over_when_it_is_over"
STATE = "test_faults.py::test_a_state_of_redis_is_named_and_over_when_it_is_over"
DIES = "test_faults.py::test_a_playback_that_dies_is_told_and_leaves_no_trace"
BEGINS = "test_faults.py::test_a_playback_that_cannot_begin_leaves_its_place"
HANGS = "test_faults.py::test_a_speaker_that_hangs_is_said_and_stopped"
GOES = "test_resilience.py::test_a_speaker_that_goes_away_while_playing_ends_the_playback_with_a_word"
WENT = "test_resilience.py::test_a_speaker_that_went_away_before_playing_is_said_and_one_that_came_back_plays"
MORE = "web/test_worker.py::test_more_idle_connections_than_there_is_room_for_keep_nobody_out"

HANDLINGS = (
    Handling(
        "Redis stopped",
        REDIS,
        "except redis.exceptions.RedisError as error:",
        "except ZeroDivisionError as error:",
        f"{FAULT}[refuses connections]",
    ),
    Handling(
        "connection to Redis that ends",
        REDIS,
        "Retry(NoBackoff(), 1,",
        "Retry(NoBackoff(), 0,",
        "test_faults.py::test_a_connection_that_ends_under_a_question_is_not_noticed",
    ),
    Handling(
        "Redis that says nothing",
        REDIS,
        '"socket_timeout": REPLY_TIMEOUT,',
        '"socket_timeout": None,',
        f"{FAULT}[silent]",
    ),
    Handling(
        "Redis that says nothing in the middle of a reply",
        REDIS,
        '"socket_timeout": REPLY_TIMEOUT,',
        '"socket_timeout": None,',
        f"{FAULT}[silent in the middle of a reply]",
    ),
    Handling(
        "nonsense from Redis",
        REDIS,
        "except (TypeError, ValueError, LookupError, AttributeError) as error:",
        "except ZeroDivisionError as error:",
        f"{FAULT}[answers numbers]",
    ),
    Handling(
        "replies to other questions",
        REDIS,
        '"protocol": 2,',
        '"protocol": 3,',
        "test_faults.py::test_an_answer_that_is_left_over_is_not_taken_for_another",
    ),
    Handling(
        "Redis that is read-only",
        REDIS,
        "isinstance(error, redis.exceptions.ReadOnlyError)",
        "False",
        f"{STATE}[read-only]",
    ),
    Handling(
        "Redis out of memory",
        REDIS,
        "isinstance(error, redis.exceptions.OutOfMemoryError)",
        "False",
        f"{STATE}[out of memory]",
    ),
    Handling(
        "wrong password",
        REDIS,
        "isinstance(error, redis.exceptions.AuthenticationError)",
        "False",
        f"{STATE}[wrong password]",
    ),
    Handling(
        "change feed that is lost",
        "sambanova/sessions/index.py",
        "if self._is_proven:  # the connection was lost: the next one may be fine",
        "if False:",
        "sessions/test_index.py::test_a_feed_that_is_cut_misses_nothing",
    ),
    Handling(
        "index that fails",
        "sambanova/sessions/index.py",
        "except Exception:  # the last frame of the thread: one failure must not end it",
        "except ZeroDivisionError if False else ():",
        "test_faults.py::test_an_index_that_fails_goes_on",
    ),
    Handling(
        "speaker that goes away while playing",
        DEVICES,
        "exception_on_underflow=False)\n        except OSError as error:",
        "exception_on_underflow=False)\n        except () as error:",
        GOES,
    ),
    Handling(
        "speaker that went away before playing",
        DEVICES,
        "except (OSError, ValueError) as error:  # refused by PortAudio or by PyAudio",
        "except () as error:",
        WENT,
    ),
    Handling(
        "speaker that comes back",
        DEVICES,
        "self._open_streams or age < (_RESCAN_SECONDS if self._devices else _RESCAN_SECONDS_WITHOUT_DEVICE)",
        "True",
        "test_resilience.py::test_a_speaker_that_is_connected_meanwhile_is_found",
    ),
    Handling(
        "speaker that hangs, for who waits for the lock",
        DEVICES,
        "if not self._lock.acquire(timeout=timeout):",
        "if not self._lock.acquire():",
        HANGS,
    ),
    Handling(
        "speaker that hangs, for who stops a playback",
        PLAYBACK,
        "self._finished.wait(timeout)",
        "self._finished.wait()",
        HANGS,
    ),
    Handling(
        "playback left behind in a speaker that hangs",
        PLAYBACK,
        'self._send_complete(False, "The output device does not respond.")',
        "pass",
        HANGS,
    ),
    Handling(
        "PortAudio that crashes",
        DEVICES,
        "self._starts = trial.returncode >= 0",
        "self._starts = True",
        "test_resilience.py::test_where_portaudio_crashes_everything_else_works",
    ),
    Handling(
        "playback thread killed",
        PLAYBACK,
        "                self._send_complete(success, message)\n            self._state",
        "                success and self._send_complete(success, message)\n            self._state",
        f"{DIES}[killed]",
    ),
    Handling(
        "playback thread with a bug",
        PLAYBACK,
        'self._fail(error, "internal_error", message)',
        "pass",
        f"{DIES}[bug]",
    ),
    Handling(
        "playback that cannot begin",
        PLAYER,
        "            self._forget(playback)\n            raise",
        "            raise",
        BEGINS,
    ),
    Handling(
        "no thread left",
        PLAYBACK,
        "        except RuntimeError:  # the system has no thread left\n"
        "            self._finished.set()\n            raise",
        "        except RuntimeError:\n            pass",
        BEGINS,
    ),
    Handling(
        "clock that jumps",
        PLAYBACK,
        "now = time.monotonic()",
        "now = time.time()",
        "test_faults.py::test_a_clock_that_jumps_changes_nothing",
    ),
    Handling(
        "full disk under the log",
        "sambanova/web/server.py",
        "handler = logging.StreamHandler(terminal)",
        "handler = type('Strict', (logging.StreamHandler,), "
        "{'handleError': lambda *_: (_ for _ in ()).throw(SystemExit)})(terminal)",
        "test_faults.py::test_a_full_disk_under_the_log_stops_nothing",
    ),
    Handling(
        "clients that send slowly",
        WORKER,
        "if conn.initialized or conn.data_ready:",
        "if True:",
        "web/test_worker.py::test_those_who_send_slowly_keep_nobody_out",
    ),
    Handling(
        "more connections than there is room for",
        WORKER,
        "if self.nr_conns + 1 >= self.worker_connections:",
        "if False:",
        MORE,
    ),
    Handling(
        "no file left for a connection",
        WORKER,
        "if error.errno not in _TOO_MANY_FILES:",
        "if True:",
        "web/test_worker.py::test_a_server_that_may_open_no_file_any_more_makes_room",
    ),
    Handling(
        "body that comes too slowly",
        WORKER,
        "self.settimeout(left if before is None else min(left, before))",
        "pass",
        "web/test_worker.py::test_a_body_that_takes_too_long_ends_the_connection",
    ),
    Handling(
        "answer that is read too slowly",
        WORKER,
        "self.settimeout(SEND_TIMEOUT)  # for each piece",
        "self.settimeout(None)",
        "web/test_worker.py::test_an_answer_that_is_read_too_slowly_ends_the_connection",
    ),
    Handling(
        "WebSocket that is not read",
        WORKER,
        "self.shutdown(socket.SHUT_RDWR)",
        "pass",
        "web/test_worker.py::test_a_websocket_that_is_not_read_ends_for_its_reader_too",
    ),
    Handling(
        "clients that end no connection",
        WORKER,
        "if keep_alive is False:",
        "if False:",
        "web/test_worker.py::test_one_who_ends_no_connection_keeps_nobody_out",
    ),
    Handling(
        "decoder that crashes",
        DECODER,
        "except (OSError, EOFError) as error:",
        "except () as error:",
        "decoding/test_child_process.py::test_a_crash_or_a_hang_is_an_answer_and_the_next_file_is_decoded",
    ),
    Handling(
        "decoder that hangs",
        DECODER,
        "        self._watchdog.start()\n",
        "",
        "decoding/test_child_process.py::test_a_crash_or_a_hang_is_an_answer_and_the_next_file_is_decoded",
    ),
    Handling(
        "decoder that ends in the middle of a long recording",
        DECODER,
        "            pcm.finish(findings)\n",
        "",
        "decoding/test_long_recordings.py::test_a_decoder_that_dies_leaves_what_it_had_and_says_so",
    ),
    Handling(
        "decoder that floods the memory",
        DECODER,
        "        limit_process(size + 4 * max_bytes + _SPARE_MEMORY, _timeout(size))\n",
        "",
        "decoding/test_child_process.py::test_a_flood_of_memory_ends_the_decoder_alone",
    ),
    Handling(
        "recording that decodes to hours",
        "sambanova/decoding/containers.py",
        "> max_bytes",
        "> max_bytes + (1 << 60)",
        "decoding/test_child_process.py::test_too_large_a_recording_is_refused_and_the_next_is_decoded",
    ),
    Handling(
        "buffer that is too large",
        "sambanova/sessions/store.py",
        "if length > self._max_bytes * 3 // 2:",
        "if False:",
        "test_redis_manager.py::test_too_much_audio_is_refused_before_it_is_read",
    ),
    Handling(
        "id that is too long",
        PLAYER,
        'checked_id((request.view_args or {}).get("session_id", ""))',
        "pass",
        "web/test_limits.py::test_an_id_longer_than_any_is_refused",
    ),
    Handling(
        "flood of requests",
        LIMITS,
        "self._rates.count(client)",
        "pass",
        "web/test_limits.py::test_a_flood_of_requests_is_slowed_down_and_ebbs",
    ),
    Handling(
        "too many requests at once",
        LIMITS,
        "concurrency.acquire(client)",
        "concurrency",
        "web/test_limits.py::test_requests_at_once_are_limited_by_client",
    ),
    Handling(
        "place of an answer that was dropped",
        LIMITS,
        "weakref.finalize(self, concurrency.release, client)",
        "weakref.finalize(self, lambda _: None, client)",
        "web/test_limits.py::test_a_place_is_given_back_however_an_answer_ends",
    ),
    Handling(
        "too many sockets",
        LIMITS,
        "self._check_sockets(client)\n            concurrency",
        "concurrency",
        "web/test_limits.py::test_the_sockets_of_the_player_count",
    ),
)


def passes(folder: Path, test: str) -> bool:
    """Whether a test passes in `folder` within TIMEOUT. Raises SystemExit when pytest cannot run it."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        f"tests/{test}",
    ]
    # Without the variables of a coverage run, which would measure the copy.
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        output, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    if process.returncode not in (0, 1):  # the test did not run
        raise SystemExit(f"{test}: pytest exited with {process.returncode}:\n{output}")
    return process.returncode == 0


def take_out(handling: Handling, folder: Path) -> None:
    """Removes a handling from the copy in `folder`. Raises SystemExit when its lines are not in the file."""
    path = folder / handling.path
    text = (ROOT / handling.path).read_text(encoding="utf-8")
    if handling.lines not in text:
        raise SystemExit(f"{handling.name}: its lines are no longer in {handling.path}.")
    path.write_text(text.replace(handling.lines, handling.without), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "words", nargs="*", help="words in the names of the handlings to remove; by default all"
    )
    words = parser.parse_args(arguments).words
    wanted = [each for each in HANDLINGS if not words or any(word in each.name for word in words)]
    wrong = 0
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "copy"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
        for handling in wanted:
            with_it = passes(folder, handling.test)
            take_out(handling, folder)
            without_it = passes(folder, handling.test)
            shutil.copy(ROOT / handling.path, folder / handling.path)
            is_noticed = with_it and not without_it
            wrong += not is_noticed
            result = "noticed" if is_noticed else "not noticed" if with_it else "fails with it, too"
            sys.stdout.write(f"{result:20}{handling.name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(wanted)} handlings, {len(wanted) - wrong} of them noticed when taken out\n")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
