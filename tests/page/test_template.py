"""The page as it is served: what one looks for by its id is there once."""

from __future__ import annotations

import re
from collections import Counter

from flask.testing import FlaskClient


def test_ids_are_unique(client: FlaskClient) -> None:
    found = Counter(re.findall(r'\bid="([^"]+)"', client.get("/").text))
    assert len(found) > 50
    assert [name for name, count in found.items() if count > 1] == []


def test_a_key_does_one_thing(client: FlaskClient) -> None:
    keys = re.findall(r'\bdata-key="([^"]+)"', client.get("/").text)
    found = Counter(key for words in keys for key in words.split())
    assert "space" in found
    assert [key for key, count in found.items() if count > 1] == []
