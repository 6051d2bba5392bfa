#!/usr/bin/env python3
"""Sets up Audio Stream Player on a fresh machine and runs it: `python3 start_audio_player.py`.

This file runs on any Python, also on one that is too old, to say so.
"""

import sys

NEEDED = (3, 10)

if __name__ == "__main__":
    if sys.version_info < NEEDED:
        sys.exit("Audio Stream Player needs Python {}.{} or newer.".format(*NEEDED))

    from sambanova.start.main import main

    sys.exit(main())
