"""The report on a session as one HTML file: no script, and nothing is loaded. All text is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from sambanova.reports.html import STYLE, escaped, finding_line, fix_html, lines_html, waveform_svg
from sambanova.reports.session_report import (
    ExplainedFinding,
    Field,
    Picture,
    SessionReport,
    clock,
    level_words,
)
from sambanova.web.wav import WavFile

_OWN_STYLE = """
h2.part { margin: 24px 0 8px; font-size: 17px; } a { color: light-dark(#3557e0, #7d97ff); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; } audio { width: 100%; }
figure { margin: 8px 0; } figcaption { color: var(--dim); font-size: 13px; }
.verdict { font-size: 17px; font-weight: 600; }
.lane { margin: 4px 0 0; color: var(--dim); font-size: 12px; }
@media print { details > * { display: block; } }
"""
_ALL_STYLE = STYLE + _OWN_STYLE
_STYLE_HASH = base64.b64encode(hashlib.sha256(_ALL_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; media-src data:; "
    "base-uri 'none'; form-action 'none'"
)

HEADERS = {"Content-Security-Policy": f"{_POLICY}; frame-ancestors 'none'"}
"""Headers of a response with the report."""

_PIECE = 3 << 16  # bytes of sound that are encoded at a time; whole groups of base64


def session_html(report: SessionReport) -> Iterator[str]:
    """The pieces of the file."""
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>Report on {escaped(report.title)}</title><style>{_ALL_STYLE}</style></head><body><main>\n"
    )
    verdict = report.diagnosis.verdict
    yield f"<h1>{escaped(report.title)}</h1>\n"
    yield f'<p class="verdict {verdict.severity}"><span class="word">{verdict.severity}</span> '
    yield f"{escaped(verdict.sentence)}</p>\n"
    yield _facts(report)
    if report.whole is not None:
        yield _figure(report.whole, "The whole recording")
    if report.audio is not None:
        yield '<audio controls src="data:audio/wav;base64,'
        yield from _base64(report.audio)
        yield '"></audio>\n'
    yield from _findings(report)
    yield from _format(report)
    yield from _fields(report.fields)
    if verdict.unknown:
        items = "".join(f"<li>{escaped(one)}</li>" for one in verdict.unknown)
        yield f'<h2 class="part">What is not known</h2>\n<ul>{items}</ul>\n'
    yield f'<p class="dim">{escaped(report.made())}</p>\n</main></body></html>\n'


def _facts(report: SessionReport) -> str:
    rows = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in report.facts())
    link = f'<dt>Link</dt><dd><a href="{escaped(report.link)}">open it in the player</a></dd>'
    return f"<dl>{rows}{link}</dl>\n"


def _base64(file: WavFile) -> Iterator[str]:
    rest = b""
    for piece in file.read():
        rest += piece
        whole = len(rest) // 3 * 3
        if whole >= _PIECE:
            yield base64.b64encode(rest[:whole]).decode()
            rest = rest[whole:]
    yield base64.b64encode(rest).decode()


def _findings(report: SessionReport) -> Iterator[str]:
    yield '<h2 class="part">What is wrong with it</h2>\n'
    if not report.findings:
        yield "<p>Nothing was found.</p>\n"
    for one in report.findings:
        yield f'<article class="{one.finding.severity}">{finding_line(one.finding)}\n'
        yield _places(one, report)
        for picture in one.pictures:
            yield _figure(picture, f"{clock(picture.start)} to {clock(picture.end)}")
        yield fix_html(one.fix) if one.fix else ""
        yield "</article>\n"


def _places(one: ExplainedFinding, report: SessionReport) -> str:
    if not one.places:
        return ""
    links = " ".join(f'<a href="{escaped(report.link_to(at))}">{clock(at)}</a>' for at in one.places)
    return f"<p>{links}{one.and_more}</p>\n"


def _figure(picture: Picture, caption: str) -> str:
    lanes = "".join(
        (f'<p class="lane">{escaped(lane.name)}</p>' if lane.name else "")
        + waveform_svg(lane.columns, picture.marks, f"Waveform of {lane.name or 'the sound'}, {caption}")
        for lane in picture.lanes
    )
    return f"<figure>{lanes}<figcaption>{escaped(caption)}</figcaption></figure>\n"


def _format(report: SessionReport) -> Iterator[str]:
    found = report.diagnosis.format
    yield '<h2 class="part">What it is</h2>\n'
    if found is None:
        yield "<p>It could not be read as sound.</p>\n"
        return
    yield f"<p>{escaped(found.description)}</p>\n"
    if found.evidence:
        yield f'<ul class="dim">{"".join(f"<li>{escaped(one)}</li>" for one in found.evidence)}</ul>\n'
    for track in report.diagnosis.tracks:
        yield f"<p>{escaped(track.name)}: {escaped(track.format.description)}, {track.duration:.1f} s</p>\n"
    if report.diagnosis.levels is not None:
        yield f"<p>Levels: {escaped(level_words(report.diagnosis.levels))}.</p>\n"


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    if not fields:
        return
    yield '<h2 class="part">Fields</h2>\n'
    for field in fields:
        yield f"<h2>{escaped(field.name)}</h2>\n"
        if field.value is None:
            yield '<p class="dim">The session does not have this field.</p>\n'
            continue
        yield f"<pre>{lines_html(field.value)}</pre>\n"
        if field.cut is not None:
            yield f'<p class="dim">The beginning of {field.cut:,} bytes.</p>\n'
