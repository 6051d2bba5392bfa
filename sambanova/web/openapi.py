"""The description of the REST interface, in OpenAPI 3.1, served at `/api/openapi.json`.

`openapi.json` holds it. Tests compare it with the application's routes, errors and limits, and real
answers with its schemas.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).with_name("openapi.json")


def description(version: str) -> dict[str, Any]:
    """The whole description. version: of the player."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    document["info"]["version"] = version
    return document
