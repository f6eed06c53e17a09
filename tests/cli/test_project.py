"""`hyperscope project IN OUT`."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import hyperscope
from hyperscope.cli import main
from hyperscope.projections import registry
from hyperscope.stepper import Stepper

PLUGIN = Path(__file__).parents[1] / "plugin"
VECTORS = np.random.default_rng(1).standard_normal((60, 6)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where vectors and labels lie, and where one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "_admitted", {})
    np.save("vectors.npy", VECTORS)
    Path("labels.tsv").write_text("\n".join(["good", "bad", *"abcdef" * 9, *"aaaa"]) + "\n", encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["project", *words])


def test_the_file_holds_what_python_computes(folder: Path):
    done = run(
        "vectors.npy", "out.npy", "--method", "tsne", "--perplexity", "7", "--n-iter", "40", "--seed", "3"
    )
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("out.npy: 60 × 2 by tsne, loss ")
    wanted = hyperscope.project(VECTORS, "tsne", perplexity=7, n_iter=40, random_state=3)
    np.testing.assert_array_equal(np.load("out.npy"), wanted.positions)


def test_parquet_with_labels_ends_and_normalising(folder: Path):
    done = run(
        "vectors.npy", "out.parquet", "--metadata", "labels.tsv", "--method", "custom",
        "--x-from", "bad", "--x-to", "good", "--normalize", "sphereize", "--dims", "2",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "X runs from “bad” (1 match) to “good” (1 match)." in done.stderr
    table = pq.read_table("out.parquet")
    assert table.column_names[:2] == ["custom_x", "custom_y"]
    assert json.loads(table.schema.metadata[b"hyperscope"])["params"]["normalize"] == "sphereize"


def test_a_fair_sample(folder: Path):
    done = run("vectors.npy", "out.parquet", "--metadata", "labels.tsv", "--method", "pca", "--sample", "30")
    assert done.exit_code == 0, done.output
    assert pq.read_table("out.parquet").num_rows == 30
    told = json.loads(pq.read_table("out.parquet").schema.metadata[b"hyperscope"])
    assert told["data"]["history"] == ["a sample of 30 of 60 rows, seed 0"]


def test_a_strangers_class_with_its_parameters(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(PLUGIN))
    done = run("vectors.npy", "out.npy", "--method", "stranger:Spiral", "--param", "turns=2", "--dims", "3")
    assert done.exit_code == 0, done.output
    wanted = hyperscope.project(VECTORS, "stranger:Spiral", 3, turns=2)
    np.testing.assert_array_equal(np.load("out.npy"), wanted.positions)


def test_ctrl_c_leaves_a_usable_partial_result(folder: Path, monkeypatch: pytest.MonkeyPatch):
    step = Stepper.step

    def interrupted(self: Stepper, live: None = None):
        if self.state.iteration == 3:
            raise KeyboardInterrupt
        return (yield from step(self, live))

    monkeypatch.setattr(Stepper, "step", interrupted)
    done = run("vectors.npy", "out.parquet", "--method", "umap")
    assert done.exit_code == 130
    assert "Stopped after 3 iterations: the file holds the layout so far." in done.stderr
    table = pq.read_table("out.parquet")
    assert np.isfinite(table["umap_x"].to_numpy()).all()
    told = json.loads(table.schema.metadata[b"hyperscope"])
    assert (told["finished"], told["iteration"]) == (False, 3)


@pytest.mark.parametrize(("words", "told"), [
    (["nothing.npy", "out.npy"], "nothing at 'nothing.npy'"), (["vectors.npy", "out.txt"], "ends in .npy or .parquet"),
    (["vectors.npy", "vectors.npy"], "OUT is SOURCE itself"),
    (["vectors.npy", "out.npy", "--method", "tsn"], "Did you mean 'tsne'"),
    (["vectors.npy", "out.npy", "--perplexity", "0"], "from 1"), (["vectors.npy", "out.npy", "--dims", "4"], "2 or 3 components"),
    (["vectors.npy", "out.npy", "--method", "nowhere:Class"], "ModuleNotFoundError"),
    (["vectors.npy", "out.npy", "--param", "turns"], "expected NAME=VALUE"),
    (["vectors.npy", "out.npy", "--method", "custom"], "two ends of the x axis"),
])  # fmt: skip
def test_refusals_write_nothing(folder: Path, words: list[str], told: str):
    done = run(*words)
    assert done.exit_code in (1, 2)
    assert told in done.stderr
    assert not Path("out.npy").exists()
