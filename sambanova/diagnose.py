"""Runs the command `audio-player diagnose`: `python -m sambanova.diagnose FILE …`.

The call for other programs has the same name, and a module that is imported would hide it:

    from sambanova import diagnose
"""

import sys

if __name__ != "__main__":
    raise ImportError("This is a program; the call is the function: from sambanova import diagnose")

from sambanova.reports.main import diagnose_main

sys.exit(diagnose_main())
