"""The login page: a wrong token, a place to go to, and without scripts; programs get JSON all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from sambanova.settings import Settings
from tests.browser import PlayerPage
from tests.parts import body

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

TOKEN = "open sesame"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def settings(redis_url: str) -> Settings:
    """Settings with a token."""
    return Settings(redis_url=redis_url, access_token=TOKEN)


def log_in(page: PlayerPage, token: str) -> None:
    """Types a token and sends it."""
    page.page.get_by_label("Access token").fill(token)
    page.page.keyboard.press("Enter")


def test_a_wrong_token_is_said_on_the_form(open_page: OpenPage) -> None:
    page = open_page()
    field = page.page.get_by_label("Access token")
    for _ in range(2):
        log_in(page, "wrong")
        expect(page.page.get_by_role("alert")).to_contain_text("This is not the token")
        expect(field).to_be_focused()
        expect(field).to_have_value("")
    assert page.accessibility_faults() == []
    for _ in range(4):
        log_in(page, "wrong")
    expect(page.page.get_by_role("alert")).to_contain_text(re.compile(r"try again in \d+ seconds?\."))


def test_the_link_that_led_to_the_form_is_followed_after_it(put: Put, open_page: OpenPage) -> None:
    put("a b", user_name="Grace Hopper")
    page = open_page(f"#session={quote('a b')}")
    log_in(page, "wrong")
    expect(page.page.get_by_role("alert")).to_be_visible()
    log_in(page, TOKEN)
    expect(page.page.locator("#name")).to_have_text("Grace Hopper")
    page.page.goto(f"{page.url}/login")  # who is in already needs no form
    expect(page.row("Grace Hopper")).to_be_visible()


def test_it_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    log_in(page, "wrong")
    expect(page.page.get_by_role("alert")).to_contain_text("This is not the token")
    log_in(page, TOKEN)
    expect(page.page.get_by_role("heading", name="Sessions")).to_be_attached()


def test_browsers_get_the_form_and_programs_get_json(client: FlaskClient) -> None:
    for method, path in (("POST", "/login"), ("GET", "/?token=wrong")):
        page = client.open(path, method=method, data={"token": "wrong"}, headers=BROWSER)
        assert (page.status_code, page.mimetype) == (401, "text/html")
        assert b"This is not the token" in page.data
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Cache-Control"] == "no-store"
        for accept in ("", "*/*", "application/json"):
            answer = client.open(path, method=method, data={"token": "wrong"}, headers={"Accept": accept})
            assert body(answer)["error"] in ("unauthorized", "too_many_attempts")
    waiting = client.post("/login", data={"token": "wrong"}, headers=BROWSER)
    assert waiting.status_code == 429
    assert f"try again in {waiting.headers['Retry-After']} second" in waiting.text
    assert body(client.get("/api/sessions", headers=BROWSER))["error"] == "unauthorized"


def test_a_form_that_cannot_be_read_is_said_on_the_form(client: FlaskClient) -> None:
    answer = client.post("/login", data={"token": "x" * 10_000}, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert b"The form cannot be read" in answer.data
