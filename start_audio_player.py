#!/usr/bin/env python3
"""Installs what Audio Stream Player needs and runs it: `python3 start_audio_player.py`.

This file must stay valid in old versions of Python, so that it can report the version that is needed.
"""

import sys

NEEDED = (3, 10)

if __name__ == "__main__":
    if sys.version_info < NEEDED:
        sys.exit("Audio Stream Player needs Python {}.{} or newer.".format(*NEEDED))

    from sambanova.start.main import main

    sys.exit(main())
