"""What an AnnData file has beside its matrices."""

import numpy as np
import pytest

import hyperscope
from hyperscope.entry import OpenOptions
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES

h5py = pytest.importorskip("h5py")
DENSE, SPARSE = (FIXTURES / f"anndata/{name}.h5ad" for name in ("dense", "sparse_gzip"))


@pytest.fixture
def colored(tmp_path):
    """The dense fixture with colours, a third layout and a matrix that is none."""
    path = tmp_path / "colored.h5ad"
    path.write_bytes(DENSE.read_bytes())
    with h5py.File(path, "r+") as file:
        file["uns/batch_colors"] = np.array(["#FF0000", "rebeccapurple"], object)
        file["uns/cell_type_colors"] = np.array(["no colour at all"] * 10, object)
        file["obsm/spatial"] = np.arange(270.0).reshape(90, 3)
    return path


def test_layouts_of_the_file_are_offered_with_every_matrix(colored):
    for entry in inspect(colored):
        assert entry.layouts == {"X_umap": 2, "spatial": 3}
    layouts = hyperscope.read(colored).layouts
    np.testing.assert_array_equal(layouts["spatial"].positions, np.arange(270, dtype="f4").reshape(90, 3))
    assert layouts["X_umap"].positions.dtype == np.float32


def test_colours_go_by_category(colored):
    batch = hyperscope.read(colored).columns["batch"]
    with h5py.File(colored) as file:
        names = [name.decode() for name in file["obs/batch/categories"]]
    assert batch.colors == dict(zip(names, ("#ff0000", "#663399"), strict=True))
    assert batch.take(np.array([3, 1])).colors == batch.colors
    assert hyperscope.read(colored).columns["cell_type"].colors == {}


@pytest.mark.parametrize("path", [DENSE, SPARSE], ids=["dense", "compressed rows"])
def test_any_gene_can_be_fetched(path):
    data = hyperscope.read(path)
    matrix = hyperscope.read(path, "X").vectors
    assert len(data.features.names) == matrix.shape[1]
    for place in (0, 7, 63):
        name = data.features.names[place]
        np.testing.assert_array_equal(data.features.column(name).numbers.astype("f4"), matrix[:, place])


def test_genes_of_compressed_columns(tmp_path):
    matrix = np.array([[0, 2, 0], [1, 0, 0], [0, 3, 4]], "f4")
    with h5py.File(tmp_path / "csc.h5ad", "w") as file:
        file.attrs["encoding-type"] = "anndata"
        file["obsm/X_pca"] = np.eye(3)
        top = file.create_group("X")
        top.attrs.update({"encoding-type": "csc_matrix", "shape": (3, 3)})
        top["data"], top["indices"], top["indptr"] = [1.0, 2.0, 3.0, 4.0], [1, 0, 2, 2], [0, 1, 3, 4]
        file["var/_index"] = np.array(["a", "b", "c"], object)
    features = hyperscope.read(tmp_path / "csc.h5ad").features
    for place, name in enumerate("abc"):
        np.testing.assert_array_equal(features.column(name).numbers, matrix[:, place])


def test_a_file_without_genes_or_layouts_opens_all_the_same(tmp_path):
    with h5py.File(tmp_path / "bare.h5ad", "w") as file:
        file["X"] = np.arange(12.0).reshape(4, 3)
        file["var/_index"] = np.array(["too", "few"], object)
    (entry,) = inspect(tmp_path / "bare.h5ad", OpenOptions())
    assert entry.layouts == {}
    assert entry.load().features is None
