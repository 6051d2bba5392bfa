"""The report on a session as Markdown, for a ticket. Text from Redis stands in code or is escaped.

What is escaped is neither markup nor a mention, a reference or a link of GitHub's or GitLab's Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sambanova.diagnosis.code_text import LABELS
from sambanova.reports.results import shown
from sambanova.reports.session_report import ExplainedFinding, SessionReport, clock, level_words

_MARKUP = re.compile(r"[\\`*_\[\]<>#!|~&$^]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.")
_LIST = re.compile(r"^(\s*\d*)([-+=.)])")
_LANGUAGES = {"shell": "bash", "node": "js", "browser": "js"}  # as highlighters call them
_NO_FIELD = "The session does not have this field."
_WORD_JOINER = "\u2060"  # behind an @, so that it mentions nobody


def session_markdown(report: SessionReport) -> str:
    """The whole document."""
    return "\n".join(_parts(report)) + "\n"


def escaped(text: str) -> str:
    """Text from anywhere, on one line, that is no markup.

    escaped("*a* <b>")  # "\\\\*a\\\\* \\\\<b\\\\>"
    """
    plain = _MARKUP.sub(lambda match: f"\\{match[0]}", shown(text))
    return _LIST.sub(r"\1\\\2", plain).replace("@", f"@{_WORD_JOINER}")


def code(text: str) -> str:
    """Text from anywhere as a span of code, on one line."""
    inner = shown(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", inner)), default=0) + 1)
    return f"{fence} {inner} {fence}" if "`" in inner or not inner.strip() else f"{fence}{inner}{fence}"


def block(text: str, language: str = "") -> str:
    """Text of several lines as a block of code; tabs stay."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    lines = ["\t".join(map(shown, line.split("\t"))) for line in text.split("\n")]
    return "\n".join([f"{fence}{language}", *lines, fence])


def _parts(report: SessionReport) -> Iterator[str]:
    verdict = report.diagnosis.verdict
    yield f"# Session {code(report.title)}\n"
    yield f"**{verdict.severity}**: {escaped(verdict.sentence)}\n"
    for name, value in report.facts():
        yield f"- {name}: {code(value)}"
    yield f"- [Open it in the player](<{report.link}>)\n"
    yield from _findings(report)
    yield from _format(report)
    if report.fields:
        yield "## Fields\n"
        for field in report.fields:
            yield f"{code(field.name)}:\n"
            yield f"{block(field.value) if field.value is not None else _NO_FIELD}\n"
            if field.cut is not None:
                yield f"The beginning of {field.cut:,} bytes.\n"
    if verdict.unknown:
        yield "## What is not known\n"
        yield "\n".join(f"- {escaped(one)}" for one in verdict.unknown) + "\n"
    yield escaped(report.made())


def _findings(report: SessionReport) -> Iterator[str]:
    yield "## What is wrong with it\n"
    if not report.findings:
        yield "Nothing was found.\n"
    for one in report.findings:
        finding = one.finding
        yield f"### {finding.severity}: {escaped(finding.message)}\n"
        yield f"{escaped(finding.hint)} ({code(finding.code)})\n"
        if one.places:
            yield _places(one, report)
        if one.fix is not None:
            yield f"{escaped(one.fix.title)}\n"
            for snippet in one.fix.snippets:
                yield f"{LABELS[snippet.language]}:\n"
                yield f"{block(snippet.code, _LANGUAGES.get(snippet.language, snippet.language))}\n"


def _places(one: ExplainedFinding, report: SessionReport) -> str:
    links = ", ".join(f"[{clock(at)}](<{report.link_to(at)}>)" for at in one.places)
    return f"At {links}{one.and_more}\n"


def _format(report: SessionReport) -> Iterator[str]:
    found = report.diagnosis.format
    yield "## What it is\n"
    if found is None:
        yield "It could not be read as sound.\n"
        return
    yield f"{escaped(found.description)}\n"
    if found.evidence:
        yield "\n".join(f"- {escaped(one)}" for one in found.evidence) + "\n"
    for track in report.diagnosis.tracks:
        yield f"- {code(track.name)}: {escaped(track.format.description)}, {track.duration:.1f} s"
    if report.diagnosis.levels is not None:
        yield f"\nLevels: {escaped(level_words(report.diagnosis.levels))}.\n"
