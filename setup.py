"""The libraries of the package: those of the player, of which that of the speaker is an extra.

PyAudio is built where it is installed and needs PortAudio there, which a diagnosis does not.
"""

import sys
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # a build does not have it

from sambanova.start import setup_steps  # noqa: E402

FILE = ROOT / setup_steps.RUNTIME_REQUIREMENTS
needed = setup_steps.needed_libraries([FILE])
setup(
    install_requires=needed,
    extras_require={
        "speaker": [line for line in setup_steps.requirements([FILE]) if line not in needed],
        "metrics": ["prometheus-client>=0.22,<1"],
        "queue": ["rq>=3.0,<4"],
    },
)
