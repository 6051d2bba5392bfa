"""Measures how long the page takes until it can be used, with ten thousand sessions by default.

    python -m tools.measure_page [SESSIONS]

Prints the seconds from opening the page until the first session is drawn, and until all are there:
the best of three, as other programs keep a machine busy.
"""

from __future__ import annotations

import logging
import sys
import time

from playwright.sync_api import Page, expect, sync_playwright

from audio_stream_player import create_app
from sambanova.settings import Settings
from tests.browser import chromium_path, launch
from tests.conftest import running
from tests.parts import RedisServer
from tests.test_page_list import MANY, fill

TRIES = 3


def seconds_to_open(page: Page, url: str, count: int) -> tuple[float, float]:
    """Seconds until the first row is drawn, and until the page says that all sessions are read."""
    page.goto("about:blank")
    began = time.monotonic()
    page.goto(url, wait_until="commit")
    page.locator(".row").first.wait_for()
    first = time.monotonic() - began
    expect(page.locator("#shown")).to_have_text(f"{count:,} sessions", timeout=60_000)
    return first, time.monotonic() - began


def main() -> int:
    """Fills a Redis of its own and opens the page on it."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    redis_server = RedisServer()
    redis_server.start()
    try:
        fill(redis_server, count)
        app = create_app(Settings(redis_url=redis_server.url))
        with running(app) as url, sync_playwright() as playwright:
            page = launch(playwright, chromium_path()).new_page()
            tries = [seconds_to_open(page, url, count) for _ in range(TRIES)]
        app.extensions["audio_stream_player"].close()
    finally:
        redis_server.stop()
    first, everything = min(first for first, _ in tries), min(everything for _, everything in tries)
    sys.stdout.write(f"{count:,} sessions: usable after {first:.2f} s, all there after {everything:.2f} s\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
