"""The command on sessions of a Redis: named ones, all of them, hostile ones, and Ctrl-C in between."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sambanova import demo
from sambanova.redis_manager import RedisManager
from tests.parts import ROOT, RedisServer, wait_until
from tests.reports.parts import HOSTILE, clipped, environment_of, lost_byte, run, voice

Put = Callable[..., str]

FAULTS = {
    "n5Jq0cPh6VdE": "base64_concatenated",
    "x9Wq2eDf5HsU": "byte_slip",
    "m3Gd9kXe2BwY": "clipping",
}
"""The demo sessions with a planted fault, and the cause that the verdict must name."""

EMPTY = "q1We5rTy7UiO"
CLOSED = "b2Nc7vXz1MaQ"


def verdicts(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The verdict of each session in the JSON that the command wrote."""
    return {one["name"]: one["verdict"] for one in json.loads(done.stdout)["recordings"]}


def test_every_planted_fault_of_the_demo_is_named_and_no_other_session_is_accused(
    redis_manager: RedisManager, redis_url: str
) -> None:
    demo.write_sessions(redis_manager)
    done = run("--all", "--json", redis_url=redis_url)
    assert done.returncode == 1
    found = verdicts(done)
    assert len(found) == len(demo.SESSIONS) + len(demo.KEYS_SESSIONS) - 1
    accused = {name: one["cause"] for name, one in found.items() if one["severity"] in ("warning", "error")}
    assert accused == FAULTS
    assert found[EMPTY]["sentence"] == "Nothing was recorded yet."
    assert json.loads(done.stdout)["summary"]["passed_over"] == 1
    assert CLOSED not in found


def test_a_session_is_named_as_the_api_names_it(put: Put, redis_url: str) -> None:
    put("call/ä 1", b64encode(lost_byte()).decode(), sample_rate="16000")
    done = run("call/ä 1", redis_url=redis_url)
    assert done.returncode == 1
    assert "call/ä 1" in done.stdout
    assert "[byte_slip]" in done.stdout
    missing = run("nobody", redis_url=redis_url)
    assert missing.returncode == 2
    assert "There is no such file; as a session: There is no such session" in missing.stdout


def test_a_session_wins_over_a_file_only_where_the_user_says_so(put: Put, redis_url: str) -> None:
    put("README.md", b64encode(voice()).decode(), sample_rate="16000")
    assert run("README.md", redis_url=redis_url).returncode == 1
    done = run("--session", "README.md", redis_url=redis_url)
    assert done.returncode == 0
    assert "No fault was found" in done.stdout


def test_hints_hold_where_a_session_declares_nothing(put: Put, redis_url: str) -> None:
    put("bare", b64encode(voice()).decode())
    put("telling", b64encode(voice()).decode(), sample_rate="16000", encoding="s16le")
    done = run("bare", "telling", "--rate", "16000", "--json", redis_url=redis_url)
    bare, telling = json.loads(done.stdout)["recordings"]
    assert (bare["duration"], telling["duration"]) == (6, 6)
    assert bare["format"]["source"] == "settings"
    assert telling["format"]["source"] == "session"


def test_a_session_that_may_not_be_opened_is_refused_when_it_is_named(put: Put, redis_url: str) -> None:
    put("closed", b64encode(voice()).decode(), authenticated="False")
    done = run("closed", redis_url=redis_url)
    assert done.returncode == 2
    assert "not authenticated" in done.stdout
    assert run("closed", redis_url=redis_url, ALLOW_UNAUTHENTICATED_SESSIONS="1").returncode == 0


def test_only_recordings_with_a_fault_are_printed_of_all(put: Put, redis_url: str) -> None:
    put("fine", b64encode(voice()).decode(), sample_rate="16000")
    put("loud", b64encode(clipped()).decode(), sample_rate="16000")
    brief = run("--all", redis_url=redis_url).stdout
    assert "loud" in brief
    assert "fine" not in brief
    assert "2 recordings: 1 ok, 1 warning." in brief
    assert "1  clipping" in brief
    assert "fine" in run("--all", "--verbose", redis_url=redis_url).stdout
    quiet = run("--all", "--quiet", redis_url=redis_url).stdout
    assert "loud" not in quiet
    assert "2 recordings" in quiet


@pytest.mark.parametrize("arguments", [("--all",), ("--session", "call")])
def test_without_a_redis_it_says_so(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "does not answer" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_said_in_a_line() -> None:
    done = run("--all", AUDIO_RATE="fast")
    assert done.returncode == 2
    assert "AUDIO_RATE" in done.stderr
    assert "Traceback" not in done.stderr


class _Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_ids_are_text_in_every_report(put: Put, redis_url: str, tmp_path: Path) -> None:
    put(HOSTILE, b64encode(lost_byte()).decode(), sample_rate="16000")
    put("text", HOSTILE * 20)
    paths = {kind: tmp_path / f"report.{kind}" for kind in ("html", "junit", "sarif")}
    asked = [part for kind, path in paths.items() for part in (f"--{kind}", path)]
    done = run("--all", *asked, redis_url=redis_url)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    page = _Tags()
    page.feed(paths["html"].read_text("utf-8"))
    assert "img" not in page.tags
    assert "script" not in page.tags
    assert "onerror" not in page.attributes
    assert "<img src=x onerror=alert(1)>&\"'" in page.text
    assert "svg" in page.tags
    names = [case.get("name") for case in ElementTree.parse(paths["junit"]).iter("testcase")]
    assert any(name and name.startswith("<img src=x") for name in names)
    results = json.loads(paths["sarif"].read_text("utf-8"))["runs"][0]["results"]
    ids = {one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] for one in results}
    assert HOSTILE in ids


def test_bytes_that_are_no_utf8_in_a_key_are_no_problem(redis_server: RedisServer, redis_url: str) -> None:
    with redis_server.client() as own:
        own.set(b"audio:\xff\xfe", voice())
    done = run("--all", "--verbose", "--rate", "16000", redis_url=redis_url)
    assert done.returncode == 0, done.stdout + done.stderr
    name = json.loads(run("--all", "--json", redis_url=redis_url).stdout)["recordings"][0]["name"]
    assert run("--session", name, redis_url=redis_url).returncode == 0


def test_ctrl_c_ends_it_with_status_130_and_what_was_found_so_far(
    put: Put, redis_url: str, tmp_path: Path
) -> None:
    text = b64encode(lost_byte()).decode()
    for number in range(400):
        put(f"call{number:03}", text, sample_rate="16000")
    path = tmp_path / "report.xml"
    with (tmp_path / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "sambanova.diagnose", "--all", "--junit", str(path)],
            cwd=ROOT,
            env=environment_of(redis_url),
            stdout=output,
            stderr=subprocess.STDOUT,
            # A shell that started the tests in the background has them ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    wait_until(lambda: (tmp_path / "output.txt").read_text("utf-8").count("[byte_slip]") > 2, 60)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert process.wait(10) == 130
    assert time.monotonic() - began < 10
    written = (tmp_path / "output.txt").read_text("utf-8")
    assert "The others were not looked at." in written
    assert "Traceback" not in written
    cases = list(ElementTree.parse(path).iter("testcase"))
    assert 2 < len(cases) < 400
