"""The job that a worker of RQ is given, before anything slow is imported."""

from __future__ import annotations

import os


def diagnose_batch(name: str, number: int) -> None:
    """Diagnoses the sessions of a batch. name: of the run. Raises the errors of `fleet_worker`."""
    # As for the command: NumPy reads it when it is imported, and takes several times as long without it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sambanova.reports import fleet_worker

    fleet_worker.diagnose_batch(name, number)
