"""One small export that the tests of this folder read."""

from pathlib import Path

import numpy as np
import pytest

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.images import ArrayImages
from tests.site.reading import Site

FRAMES, K = 6, 7


@pytest.fixture(scope="session")
def data() -> Dataset:
    """150 pictures of 6 × 6 pixels in three groups, with a label, a number, and a row that cannot be placed."""
    random = np.random.default_rng(5)
    groups = np.repeat(np.arange(3), 50)
    numbers = (random.standard_normal((150, 36)) + 3 * groups[:, None]).astype(np.float32)
    numbers[20, 3] = np.nan
    columns = {
        "group": Column.of("group", [f"group {group}" for group in groups]),
        "number": Column.of("number", [f"{row:05.1f}" for row in range(150)]),
    }
    pictures = random.integers(0, 255, (150, 6, 6), np.uint8)
    return Dataset("groups", numbers, columns, ArrayImages(pictures))


@pytest.fixture(scope="session")
def site(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Site:
    out = tmp_path_factory.mktemp("export") / "site"
    hyperscope.export(data, out, ["tsne", "pca:2"], n_iter=60, frames=FRAMES, k=K)
    return Site(Path(out))
