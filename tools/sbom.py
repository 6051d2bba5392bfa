"""Writes the software bill of materials of this installation: `python -m tools.sbom dist/sbom.json`.

The document follows CycloneDX 1.6 and is checked against its schema. Run it in the environment of the
player: what is installed there is listed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from sambanova import __version__
from tools.components import Component, page_components, python_components


def document(components: Sequence[Component]) -> str:
    """The document, as JSON text. Raises ValueError if it does not follow the schema."""
    licences = LicenseFactory()
    player = Entry(
        name="audio-stream-player",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="audio-stream-player",
        licenses=[licences.make_from_string("MIT")],
    )
    bom = Bom()
    bom.metadata.component = player
    entries = [_entry(component, licences) for component in components]
    for entry in entries:
        bom.components.add(entry)
    bom.register_dependency(player, entries)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error:
        raise ValueError(f"the document does not follow CycloneDX: {error}")
    return text


def _entry(component: Component, licences: LicenseFactory) -> Entry:
    namespace, _, name = component.name.rpartition("/")
    url = PackageURL(component.ecosystem, namespace or None, name, component.version)
    return Entry(
        name=component.name,
        version=component.version,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=url.to_string(),
        licenses=[licences.make_from_string(component.licence)] if component.licence else [],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.sbom", description=__doc__)
    parser.add_argument("file", type=Path, help="where to write the document")
    path: Path = parser.parse_args(arguments).file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document([*python_components(), *page_components()]) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
