"""Reports for programs: JSON, JUnit XML and SARIF 2.1.0. Each is written while results come."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import Any, Protocol, TextIO
from urllib.parse import quote

from sambanova.diagnosis.verdict import OUTCOMES
from sambanova.findings import Finding
from sambanova.reports.results import FailOn, Result, Summary, places_of

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {"info": "note", "warning": "warning", "error": "error"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Report(Protocol):
    """A report that takes results one by one."""

    def add(self, result: Result) -> None:
        """Takes the next result."""

    def end(self, summary: Summary) -> None:
        """Completes the report."""


class JsonReport:
    """One JSON object: `recordings`, one a line, and `summary`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._separator = '{"recordings": [\n'

    def shows(self, result: Result) -> bool:
        """Whether `add` writes this result."""
        return True

    def add(self, result: Result) -> None:
        """Writes one recording."""
        self._stream.write(self._separator + json.dumps(result.as_json()))
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        """Writes the summary."""
        begin = self._separator if self._separator[0] == "{" else "\n"
        self._stream.write(f'{begin}], "summary": {json.dumps(summary.as_json())}}}\n')


class Spool:
    """The body of a document whose head is known at its end, in a temporary file."""

    def __init__(self) -> None:
        # `into` closes it.
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115

    def write(self, text: str) -> None:
        """Adds text."""
        self._file.write(text)

    def into(self, stream: TextIO) -> None:
        """Copies the body to a stream, and frees it."""
        with self._file:
            self._file.seek(0)
            shutil.copyfileobj(self._file, stream)


class JunitReport:
    """JUnit XML: a test case for each recording, which fails if its verdict is as bad as `fail_on`."""

    def __init__(self, stream: TextIO, fail_on: FailOn) -> None:
        self._stream = stream
        self._failing = () if fail_on == "never" else OUTCOMES[OUTCOMES.index(fail_on) :]
        self._body = Spool()
        self._failures = 0

    def add(self, result: Result) -> None:
        """Writes one test case."""
        name = _attribute("standard input" if result.kind == "stdin" else result.name)
        self._body.write(f'    <testcase classname="{result.kind}" name={name}>\n')
        if result.diagnosis is None:
            message = _attribute(result.message)
            self._body.write(f"      <error type={_attribute(result.code)} message={message}/>\n")
        else:
            verdict = result.diagnosis.verdict
            details = "\n".join(map(_line, result.diagnosis.findings))
            if verdict.severity in self._failing:
                self._failures += 1
                kind, message = _attribute(verdict.cause or ""), _attribute(verdict.sentence)
                self._body.write(f"      <failure type={kind} message={message}>{_xml(details)}</failure>\n")
            elif details:
                self._body.write(f"      <system-out>{_xml(details)}</system-out>\n")
        self._body.write("    </testcase>\n")

    def end(self, summary: Summary) -> None:
        """Writes the document."""
        count = summary.total + summary.unread
        totals = f'tests="{count}" failures="{self._failures}" errors="{summary.unread}"'
        self._stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<testsuites name="audio-player diagnose" {totals}>\n'
            f'  <testsuite name="recordings" {totals} skipped="0">\n'
        )
        self._body.into(self._stream)
        self._stream.write("  </testsuite>\n</testsuites>\n")


def _line(finding: Finding) -> str:
    return f"{finding.severity}: {finding.code}: {finding.message} {finding.hint}"


def _xml(text: str) -> str:
    """Text for XML, without characters that XML does not have."""
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    """Text in quotation marks, with its line breaks, which a parser would take for blanks."""
    return '"' + _xml(text).replace("\n", "&#10;").replace("\r", "&#13;") + '"'


class SarifReport:
    """SARIF 2.1.0: a result for each finding, a rule for each code, a notification for what is unreadable.

    version: of this program.
    """

    def __init__(self, stream: TextIO, version: str) -> None:
        self._stream = stream
        self._version = version
        self._rules: dict[str, dict[str, Any]] = {}
        self._notifications: list[dict[str, Any]] = []
        self._separator = "\n"
        head = {"$schema": _SARIF_SCHEMA, "version": "2.1.0"}
        self._stream.write(f'{json.dumps(head)[:-1]}, "runs": [{{"results": [')

    def add(self, result: Result) -> None:
        """Writes the findings of one recording."""
        if result.diagnosis is None:
            self._notifications.append(
                {
                    "level": "error",
                    "message": {"text": result.message},
                    "descriptor": {"id": result.code},
                    "locations": [_location(result)],
                }
            )
            return
        for finding in result.diagnosis.findings:
            self._stream.write(self._separator + json.dumps(self._result(result, finding)))
            self._separator = ",\n"

    def _result(self, result: Result, finding: Finding) -> dict[str, Any]:
        rule = self._rules.setdefault(finding.code, _rule(finding))
        places = places_of(finding)
        return {
            "ruleId": finding.code,
            "ruleIndex": list(self._rules).index(rule["id"]),
            "level": _SARIF_LEVELS[finding.severity],
            "message": {"text": f"{finding.message} {finding.hint}"},
            "locations": [_location(result)],
            **({"properties": {"seconds": [round(place, 4) for place in places]}} if places else {}),
        }

    def end(self, summary: Summary) -> None:
        """Writes the rules, and what could not be read."""
        driver = {
            "name": "audio-player diagnose",
            "version": self._version,
            "rules": list(self._rules.values()),
        }
        invocation = {
            "executionSuccessful": summary.is_complete and not self._notifications,
            "toolExecutionNotifications": self._notifications,
        }
        tail = json.dumps({"tool": {"driver": driver}, "invocations": [invocation]})
        self._stream.write(f"\n], {tail[1:]}]}}\n")


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": finding.code.replace("_", " ").capitalize()},
        "help": {"text": finding.hint},
        "defaultConfiguration": {"level": _SARIF_LEVELS[finding.severity]},
    }


def _location(result: Result) -> dict[str, Any]:
    """Where a finding is: a file, or a session, which has no file."""
    if result.kind == "file":
        path = Path(result.name)
        if path.is_absolute():
            return {"physicalLocation": {"artifactLocation": {"uri": path.as_uri()}}}
        uri = quote(path.as_posix(), errors="surrogateescape")
        return {"physicalLocation": {"artifactLocation": {"uri": uri}}}
    name = "standard input" if result.kind == "stdin" else result.name
    return {"logicalLocations": [{"fullyQualifiedName": name, "kind": "resource"}]}
