"""The parts of a graph are scipy's, however often the search for them is left off."""

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from hyperscope.progress import drive
from hyperscope.projections.umap import parts
from hyperscope.projections.umap.membership import Membership


@pytest.mark.parametrize("at_once", [1, 50, 2_000_000])
def test_parts_are_those_of_scipy(at_once, monkeypatch):
    monkeypatch.setattr(parts, "EDGES_AT_ONCE", at_once)
    rng = np.random.default_rng(1)
    pairs = sparse.csr_matrix((np.ones(260), rng.integers(0, 400, (2, 260))), shape=(400, 400))
    both = (pairs + pairs.T).tocsr()
    edges = Membership(
        both.indptr.astype(np.int64), both.indices.astype(np.int32), both.data.astype(np.float32)
    )
    count, part = drive(parts.parts(edges))
    wanted_count, wanted = connected_components(both, directed=False)
    assert count == wanted_count > 100
    np.testing.assert_array_equal(part, wanted)
