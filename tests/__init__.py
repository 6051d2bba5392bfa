"""The tests, on real parts. `python3 -m tests` sets up what they need and runs them all.

This file must stay valid in old versions of Python, so that it can report the version that is needed.
"""

import sys

NEEDED = (3, 10)

if sys.version_info < NEEDED:
    sys.exit("The tests need Python {}.{} or newer.".format(*NEEDED))
