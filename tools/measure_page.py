"""Measures how long the page takes to load, by default with ten thousand sessions.

    python -m tools.measure_page [SESSIONS]

It prints the seconds from opening the page until the first session is drawn, and until all sessions are
loaded: the best of five runs, because other programs may slow the machine down.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import chromium_path, launch
from tests.page.test_list import MANY, fill
from tests.parts import PlayerProcess, RedisServer

TRIES = 5


def seconds_to_open(page: Page, url: str, count: int) -> tuple[float, float]:
    """Seconds until the first row is drawn, and until the page shows the total of all sessions."""
    page.goto("about:blank")
    began = time.monotonic()
    page.goto(url, wait_until="commit")
    page.locator(".row").first.wait_for()
    first = time.monotonic() - began
    expect(page.locator("#shown")).to_have_text(f"{count:,} sessions", timeout=60_000)
    return first, time.monotonic() - began


def main() -> int:
    """Fills a private Redis, starts a player on it and opens the page; returns the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    redis_server = RedisServer()
    redis_server.start()
    try:
        fill(redis_server, count)
        with (
            tempfile.TemporaryDirectory() as folder,
            PlayerProcess(Path(folder), REDIS_URL=redis_server.url) as player,
            sync_playwright() as playwright,
        ):
            browser = launch(playwright, chromium_path())
            # Each page has its own browser context, with an empty cache.
            tries = [seconds_to_open(browser.new_page(), player.url, count) for _ in range(TRIES)]
    finally:
        redis_server.stop()
    first, everything = min(first for first, _ in tries), min(everything for _, everything in tries)
    slowest = max(first for first, _ in tries)
    sys.stdout.write(
        f"{count:,} sessions: usable after {first:.2f} s (slowest run: {slowest:.2f} s), "
        f"complete after {everything:.2f} s\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
