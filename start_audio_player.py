#!/usr/bin/env python3
"""Installs what Audio Stream Player needs and runs it: `python3 start_audio_player.py`.

This file must stay valid in old versions of Python, so that it can report the version that is needed.
"""

import os
import sys

NEEDED = (3, 10)

if __name__ == "__main__":
    if sys.version_info < NEEDED:
        sys.exit("Audio Stream Player needs Python {}.{} or newer.".format(*NEEDED))

    # `-I` and PYTHONSAFEPATH leave it out.
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # old versions

    from sambanova.start.main import main

    sys.exit(main())
