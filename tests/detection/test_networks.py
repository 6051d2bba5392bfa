"""The fitted networks and the file that holds their numbers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from sambanova.detection.networks import (
    WEIGHTS_FILE,
    Chooser,
    Network,
    choice_scores,
    fitted,
    weights,
)
from tools.training import stacked, write_weights


def test_a_network_says_the_same_after_writing(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    arrays = [rng.standard_normal(shape) for shape in ((6,), (6,), (6, 1), (6, 3), (3,), (3, 1))]
    network = Chooser(*arrays)._replace(deviation=np.ones(6))
    write_weights(tmp_path / "weights.npz", {"one": stacked([network])})
    with np.load(tmp_path / "weights.npz") as file:
        again = Chooser(*(file[f"one/{field}"][0].astype(float) for field in Chooser._fields))
    readings, null = rng.standard_normal((4, 3)), rng.standard_normal(2)
    scores = choice_scores([network], readings, null)
    assert scores.shape == (5,)
    assert np.allclose(scores, choice_scores([again], readings, null), atol=0.05)


def test_writing_the_same_numbers_makes_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "weights.npz"
    copy.write_bytes(WEIGHTS_FILE.read_bytes())
    rates = {name[6:]: value for name, value in weights().items() if name.startswith("rates/")}
    write_weights(copy, {"rates": rates})
    assert copy.read_bytes() == WEIGHTS_FILE.read_bytes()


def test_writing_one_part_keeps_the_others(tmp_path: Path) -> None:
    copy = tmp_path / "weights.npz"
    copy.write_bytes(WEIGHTS_FILE.read_bytes())
    write_weights(copy, {"jumps": {"origin": "a test"}})
    with np.load(copy) as file:
        kept = {name: file[name] for name in file.files}
    assert kept.pop("jumps/origin") == "a test"
    assert kept.keys() == {name for name in weights() if not name.startswith("jumps/")}
    assert all(np.array_equal(value, weights()[name]) for name, value in kept.items())


def test_the_file_of_weights_holds_numbers_and_text_and_no_objects() -> None:
    with zipfile.ZipFile(WEIGHTS_FILE) as archive:
        assert archive.testzip() is None
    assert {value.dtype.kind for value in weights().values()} == {"f", "U"}
    for part in ("screen", "readings", "rates", "jumps", "holes", "doubles"):
        assert "recordings" in str(weights()[f"{part}/origin"])


@pytest.mark.parametrize(
    ("part", "inputs", "outputs"), [("rates", 136, 7), ("jumps", 45, 1), ("holes", 24, 1), ("doubles", 13, 1)]
)
def test_the_fitted_networks_take_features_and_give_scores(part: str, inputs: int, outputs: int) -> None:
    for network in fitted(Network, part):
        assert network.outputs(np.zeros((3, inputs))).shape == (3, outputs)
