"""The HTML report: one file that needs nothing else, in light and dark, on a phone. All text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TextIO

from sambanova.diagnosis.code_text import LABELS
from sambanova.diagnosis.fixes import Fix
from sambanova.findings import Finding
from sambanova.reports.documents import Spool
from sambanova.reports.results import Column, Result, Summary, places_of, shown

MAX_DRAWN = 500  # recordings with a waveform; of more, only those with a fault have one
_HEIGHT = 40  # of a waveform, in its own units
_MAX_PLACES = 200  # marks in a waveform

STYLE = """
:root { color-scheme: light dark; --ok: light-dark(#12824a, #39c07f); --info: light-dark(#5f6b80, #93a0b8);
  --warning: light-dark(#8a5a10, #e0a83e); --error: light-dark(#b9262c, #ff8487);
  --line: light-dark(#e3e6ec, #262c38); --dim: light-dark(#5f6b80, #93a0b8);
  --wave: light-dark(#7f8ba6, #8292b3); --bg: light-dark(#f6f7f9, #0f1218);
  --panel: light-dark(#fff, #171b23); --ink: light-dark(#171a21, #e8ebf2); }
* { box-sizing: border-box; }
body { max-width: 960px; margin: 0 auto; padding: 16px; background: var(--bg); color: var(--ink);
  font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 20px; } h2 { margin: 0; font-size: 15px; } ul { margin: 8px 0; padding: 0; list-style: none; }
.dim { color: var(--dim); font-size: 13px; }
table { border-collapse: collapse; } td { padding: 2px 14px 2px 0; } td:first-child { text-align: right; }
article { margin: 10px 0; padding: 12px 14px; border: 1px solid var(--line);
  border-left: 4px solid var(--outcome); border-radius: 8px; background: var(--panel); }
article p { margin: 4px 0; } li { margin: 6px 0; }
.ok { --outcome: var(--ok); } .info { --outcome: var(--info); } .warning { --outcome: var(--warning); }
.error, .unread { --outcome: var(--error); }
.word { color: var(--outcome); font-weight: 600; }
svg { display: block; width: 100%; height: 40px; margin: 6px 0; }
svg path { fill: none; stroke: var(--wave); }
svg line { stroke: var(--error); stroke-width: 2; opacity: .6; vector-effect: non-scaling-stroke; }
pre { margin: 6px 0; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--bg); font: 12.5px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
details { margin: 6px 0; } summary { cursor: pointer; }
body:has(#faults:checked) article:is(.ok, .info) { display: none; }
"""
"""The style of all reports."""

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Diagnosis of recordings</title><style>{style}</style></head><body>
<h1>Diagnosis of recordings</h1>
<p>{sentence}</p>
{causes}
<p><label><input type="checkbox" id="faults"> Only recordings with a warning or an error</label></p>
"""


class HtmlReport:
    """Writes a page with a part for each recording."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._body = Spool()
        self._drawn = 0

    def add(self, result: Result) -> None:
        """Writes the part of one recording."""
        outcome = result.diagnosis.verdict.severity if result.diagnosis else "unread"
        name = "standard input" if result.kind == "stdin" else result.name
        self._body.write(f'<article class="{outcome}"><h2>{escaped(name)}</h2>\n')
        if result.diagnosis is None:
            self._body.write(f'<p><span class="word">not readable</span> {escaped(result.message)}</p>\n')
        else:
            self._body.write(self._diagnosis(result))
        self._body.write("</article>\n")

    def _diagnosis(self, result: Result) -> str:
        diagnosis = result.diagnosis
        assert diagnosis is not None
        verdict = diagnosis.verdict
        parts = [f'<p><span class="word">{verdict.severity}</span> {escaped(verdict.sentence)}</p>']
        if diagnosis.format is not None and diagnosis.duration is not None:
            what = f"{diagnosis.format.description}, {diagnosis.duration:.1f} s"
            parts.append(f'<p class="dim">{escaped(what)}</p>')
            if self._drawn < MAX_DRAWN or verdict.severity in ("warning", "error"):
                self._drawn += 1
                parts += _drawing(result, diagnosis.duration, diagnosis.findings)
        if diagnosis.findings:
            fixes = result.fixes or (None,) * len(diagnosis.findings)
            items = [
                f"<li>{finding_line(finding)}{_folded(fix)}</li>"
                for finding, fix in zip(diagnosis.findings, fixes, strict=True)
            ]
            parts += ["<ul>", *items, "</ul>"]
        if verdict.unknown:
            parts.append(f'<p class="dim">Not known: {escaped(" ".join(verdict.unknown))}</p>')
        return "\n".join(parts)

    def end(self, summary: Summary) -> None:
        """Writes the page: the summary first."""
        rows = "".join(
            f"<tr><td>{count:,}</td><td>{escaped(cause)}</td></tr>"
            for cause, count in summary.causes.most_common()
        )
        causes = f"<table>{rows}</table>" if rows else ""
        head = _HEAD.format(style=STYLE, sentence=escaped(summary.sentence()), causes=causes)
        self._stream.write(head)
        self._body.into(self._stream)
        self._stream.write("</body></html>\n")


def escaped(text: str) -> str:
    """Text from anywhere for HTML, on one line."""
    return escape(shown(text))


def finding_line(finding: Finding) -> str:
    """A finding and its hint, for an item of a list."""
    word = f'<span class="word {finding.severity}">{finding.severity}</span>'
    hint = f'<br><span class="dim">{escaped(finding.hint)} [{escaped(finding.code)}]</span>'
    return f"{word} {escaped(finding.message)}{hint}"


def fix_html(fix: Fix) -> str:
    """A fix: its title, and the code of each language, the first of them unfolded."""
    codes = "".join(
        f"<details{' open' if index == 0 else ''}><summary>{LABELS[snippet.language]}</summary>"
        f"<pre><code>{lines_html(snippet.code)}</code></pre></details>\n"
        for index, snippet in enumerate(fix.snippets)
    )
    return f"<p><strong>The fix as code.</strong> {escaped(fix.title)}</p>\n{codes}"


def lines_html(text: str) -> str:
    """Text of several lines for HTML; tabs stay."""
    return "\n".join("\t".join(escaped(part) for part in line.split("\t")) for line in text.split("\n"))


def _folded(fix: Fix | None) -> str:
    return f"<details><summary>The fix as code</summary>{fix_html(fix)}</details>" if fix else ""


def _drawing(result: Result, duration: float, findings: tuple[Finding, ...]) -> list[str]:
    """The waveform of each channel, with a mark at each place of a fault."""
    places = [place for one in findings if one.severity != "info" for place in places_of(one)]
    marks = [place / duration for place in places[:_MAX_PLACES]]
    return [waveform_svg(channel, marks) for channel in result.waveform]


def waveform_svg(columns: Sequence[Column], places: Sequence[float], label: str = "Waveform") -> str:
    """One channel as an SVG. places: of faults, 0..1. label: for who does not see it."""
    width = len(columns)
    middle = _HEIGHT / 2
    path = "".join(
        f"M{x}.5 {middle - middle * high:.1f}V{middle - middle * low + 0.3:.1f}"
        for x, (low, high) in enumerate(columns)
    )
    marks = "".join(f'<line x1="{at * width:.1f}" x2="{at * width:.1f}" y2="{_HEIGHT}"/>' for at in places)
    return (
        f'<svg viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{escaped(label)}">'
        f'{marks}<path d="{path}"/></svg>'
    )
