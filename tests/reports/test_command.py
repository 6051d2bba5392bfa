"""The command on files and standard input: what it prints, which reports it writes, how it exits."""

from __future__ import annotations

import base64
import json
import os
import pty
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from tests.parts import ROOT
from tests.reports.parts import RATE, clipped, environment_of, lost_byte, run, voice

RAW = ("--encoding", "s16le", "--rate", str(RATE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an intact recording, a clipped one, one with a lost byte, and one that is no audio."""
    (tmp_path / "intact.raw").write_bytes(voice())
    (tmp_path / "clipped.raw").write_bytes(clipped())
    (tmp_path / "lost.raw").write_bytes(lost_byte())
    (tmp_path / "page.html").write_bytes(b"<!doctype html><html>502 Bad Gateway</html>")
    return tmp_path


def report(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_files_need_no_redis_and_each_is_named_with_its_verdict(folder: Path) -> None:
    done = run(folder / "intact.raw", folder / "lost.raw", *RAW)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "intact.raw  16-bit PCM, little-endian, mono, 16 kHz, 6.0 s" in done.stdout
    assert "No fault was found in what was checked." in done.stdout
    assert "Chunks were cut or joined in the middle of a sample" in done.stdout
    assert "[byte_slip]" in done.stdout
    assert "2 recordings: 1 ok, 1 error." in done.stdout
    assert "\x1b" not in done.stdout


def test_a_file_is_diagnosed_without_the_libraries_of_redis_and_the_server(folder: Path) -> None:
    program = (
        "import sys\n"
        "from sambanova.reports.main import diagnose_main\n"
        "diagnose_main(sys.argv[1:])\n"
        "print(sorted({'redis', 'flask', 'pyaudio', 'tqdm'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program, str(folder / "intact.raw")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("form", ["raw", "base64", "json"])
def test_standard_input_may_be_any_form(form: str) -> None:
    sound = voice()
    text = base64.b64encode(sound)
    data = {"raw": sound, "base64": text + b"\n", "json": json.dumps({"audio": text.decode()}).encode()}[form]
    done = run("-", *RAW, "--json", stdin=data)
    assert done.returncode == 0, done.stdout
    (found,) = json.loads(done.stdout)["recordings"]
    assert (found["kind"], found["duration"], found["verdict"]["severity"]) == ("stdin", 6, "ok")
    assert "base64_line_breaks" not in {finding["code"] for finding in found["findings"]}


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [(None, [0, 0, 1]), ("never", [0, 0, 0]), ("warning", [0, 1, 1]), ("error", [0, 0, 1])],
)
def test_the_exit_status_is_what_fail_on_says(folder: Path, fail_on: str | None, status: list[int]) -> None:
    asked = ("--fail-on", fail_on) if fail_on else ()
    names = ("intact.raw", "clipped.raw", "lost.raw")
    assert [run(folder / name, *RAW, *asked).returncode for name in names] == status


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--all", "call.wav"),
        ("-", "-"),
        ("--rate", "fast", "-"),
        ("--rate", "5", "-"),
        ("--encoding", "s17le", "-"),
        ("--fail-on", "always", "-"),
        ("--junit", "/no/such/folder/report.xml", "-"),
    ],
)
def test_bad_usage_is_said_in_a_line_with_status_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_what_cannot_be_read_has_status_2_and_the_others_are_diagnosed(folder: Path) -> None:
    done = run(folder, "no-such.wav", folder / "intact.raw", *RAW)
    assert done.returncode == 2
    assert "This is a folder" in done.stdout
    assert "There is no such file; as a session: Redis at" in done.stdout
    assert "3 recordings: 1 ok, 2 not readable." in done.stdout


def test_a_name_can_be_forced_to_be_a_file() -> None:
    done = run("--file", "no-such.wav")
    assert done.returncode == 2
    assert "There is no such file." in done.stdout
    assert "Redis" not in done.stdout


def test_json_is_one_document_with_a_summary(folder: Path) -> None:
    done = run(folder / "lost.raw", folder / "page.html", *RAW, "--json")
    document = json.loads(done.stdout)
    first, second = document["recordings"]
    assert first["verdict"]["cause"] == "byte_slip"
    assert first["format"]["sample_rate"] == RATE
    assert (second["format"], second["verdict"]["cause"]) == (None, "not_base64_text")
    assert document["summary"]["outcomes"] == {"ok": 0, "info": 0, "warning": 0, "error": 2}
    assert document["summary"]["causes"] == {"byte_slip": 1, "not_base64_text": 1}
    assert json.loads(run("--file", "none", "--json").stdout)["summary"]["unread"] == 1


def test_junit_has_a_test_case_for_each_recording(folder: Path) -> None:
    path = folder / "report.xml"
    names = ["intact.raw", "clipped.raw", "lost.raw", "gone.raw"]
    done = run(*(part for name in names for part in ("--file", folder / name)), *RAW, "--junit", path)
    assert done.returncode == 2
    suites = ElementTree.parse(path).getroot()
    (suite,) = suites
    assert (suites.tag, suite.tag) == ("testsuites", "testsuite")
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["4", "1", "1", "0"]
    cases = {Path(case.get("name") or "").name: [child.tag for child in case] for case in suite}
    assert cases == {
        "intact.raw": [],
        "clipped.raw": ["system-out"],
        "lost.raw": ["failure"],
        "gone.raw": ["error"],
    }
    failure = suite.find(".//failure")
    assert failure is not None
    assert failure.get("type") == "byte_slip"
    assert "byte_slip" in (failure.text or "")


def test_sarif_has_a_rule_for_each_code_and_a_result_for_each_finding(folder: Path) -> None:
    path = folder / "report.sarif"
    run(folder / "clipped.raw", folder / "lost.raw", "--file", "gone.raw", *RAW, "--sarif", path)
    document = report(path)
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    (sarif,) = document["runs"]
    driver = sarif["tool"]["driver"]
    assert driver["name"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    assert {"clipping", "byte_slip"} <= set(rules)
    assert sarif["results"]
    for result in sarif["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")
    slip = next(result for result in sarif["results"] if result["ruleId"] == "byte_slip")
    assert slip["level"] == "error"
    assert slip["properties"]["seconds"] == [pytest.approx(2.5, abs=0.1)]
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error"]


def test_a_relative_path_is_a_relative_uri_in_sarif(tmp_path: Path) -> None:
    path = tmp_path / "report.sarif"
    run("requirements_audio_player.txt", "--sarif", path)
    (result, *_) = report(path)["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "requirements_audio_player.txt"


def test_a_terminal_gets_colours_unless_it_asks_for_none(folder: Path) -> None:
    assert "\x1b[31m" in on_a_terminal(folder / "lost.raw")
    assert "\x1b" not in on_a_terminal(folder / "lost.raw", NO_COLOR="1")


def on_a_terminal(path: Path, **environment: str) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sambanova.diagnose", str(path)]
    inherited = {name: value for name, value in environment_of("").items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**inherited, "TERM": "xterm", **environment}, stdin=theirs, stdout=theirs
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(ours)
    process.wait(30)
    return written.decode()


def test_a_reader_that_has_enough_sees_no_traceback(folder: Path) -> None:
    command = f"{sys.executable} -m sambanova.diagnose {folder}/*.raw | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=environment_of(""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_the_console_script_has_the_command() -> None:
    program = "import sys; from sambanova.commands import main; sys.exit(main())"

    def status(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert status("diagnose", "requirements_audio_player.txt")[0] == 1
    assert status("--help") == (0, status("--help")[1])
    assert "audio-player diagnose" in status("diagnose", "--help")[1]
    assert status("serve", "more")[0] == 2
    assert status("play")[0] == 2
