"""Fits and measures the detector of headerless audio: corpus, cases, fit, evaluate."""

import os

# Before numpy is imported: one thread, as in a server that does several things at once.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
