"""One battery for every projection in the registry: whoever adds a method gets these tests with it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.pipeline import start
from hyperscope.progress import Progress, drive
from hyperscope.projections import registry

METHODS = list(registry.METHODS)
RNG = np.random.default_rng(9)
NORMAL = RNG.standard_normal((60, 5)).astype(np.float32)
SHORT = {
    "tsne": {"n_iter": 40, "perplexity": 8.0},
    "umap": {"n_epochs": 40},
    "parametric": {"epochs": 1, "hidden": "8"},
    "custom": {"x_from": "#0", "x_to": "#0"},
}

KINDS = {
    "float64": NORMAL.astype(np.float64),
    "float16": NORMAL.astype(np.float16),
    "integers": (NORMAL * 100).astype(np.int64),
    "bytes": (NORMAL * 20 + 100).astype(np.uint8),
    "booleans": NORMAL > 0,
    "big-endian": NORMAL.astype(">f8"),
    "non-contiguous": np.asfortranarray(np.repeat(NORMAL, 2, axis=0))[::2, ::-1],
    "read-only": NORMAL.copy(),
    "nested lists": NORMAL.tolist(),
    "huge": NORMAL * np.float32(1e30),
    "tiny": NORMAL * np.float32(1e-30),
    "equal rows": np.full((60, 5), 7.0),
    "constant columns": NORMAL * [1, 0, 1, 0, 1],
    "one column": NORMAL[:, :1],
    "duplicates": np.repeat(NORMAL[:6], 10, axis=0),
}
KINDS["read-only"].flags.writeable = False


def project(data, method, p=2, **more):
    ends = {"x_to": f"#{len(data) - 1}"} if method == "custom" else {}
    return hyperscope.project(data, method, p, **{**SHORT.get(method, {}), **ends, **more})


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_array_gives_finite_positions(method, kind):
    before = np.array(KINDS[kind])
    layout = project(KINDS[kind], method)
    assert layout.positions.dtype == np.float32
    assert layout.positions.shape[0] == 60
    assert np.isfinite(layout.positions).all()
    np.testing.assert_array_equal(KINDS[kind], before)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("p", [2, 3])
@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_few_rows(method, p, n):
    layout = project(NORMAL[:n], method, p)
    assert len(layout.positions) == n
    assert np.isfinite(layout.positions).all()


@pytest.mark.parametrize("method", METHODS)
def test_rows_that_are_not_finite_are_left_out_in_place(method):
    data = NORMAL.copy()
    data[4, 0], data[17, 3] = np.nan, np.inf
    layout = project(data, method)
    assert np.flatnonzero(np.isnan(layout.positions).all(axis=1)).tolist() == [4, 17]
    assert np.isfinite(np.delete(layout.positions, [4, 17], axis=0)).all()
    assert "2 of 60 rows" in layout.notes[0]
    np.testing.assert_array_equal(
        np.delete(layout.positions, [4, 17], axis=0),
        project(np.delete(data, [4, 17], axis=0), method).positions,
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_row_at_all_is_refused(method):
    with pytest.raises(hyperscope.HyperscopeError, match="none of them finite"):
        project(np.full((3, 2), np.nan), method)


@pytest.mark.parametrize("method", METHODS)
def test_one_seed_one_layout(method):
    np.testing.assert_array_equal(
        project(NORMAL, method, random_state=3).positions, project(NORMAL, method, random_state=3).positions
    )


@pytest.mark.parametrize("method", METHODS)
def test_cancelled_in_any_phase_and_started_again(method):
    data = Dataset("test", NORMAL)
    for steps in range(12):
        work = start(data, method, SHORT.get(method, {}), 2)
        for _ in range(steps):
            try:
                assert isinstance(next(work), Progress)
            except StopIteration:
                break
        work.close()
    assert project(NORMAL, method).finished


@pytest.mark.parametrize("method", METHODS)
def test_published_positions_are_never_written_again(method):
    stepper = drive(start(Dataset("test", NORMAL), method, SHORT.get(method, {}), 2))
    published = [stepper.layout.positions]
    copies = [published[0].copy()]
    while not stepper.done:
        drive(stepper.step())
        published.append(stepper.layout.positions)
        copies.append(published[-1].copy())
    for one, other in zip(published, copies, strict=True):
        np.testing.assert_array_equal(one, other)


# Not the network, which learns in place and says so.
@pytest.mark.parametrize("method", [name for name in METHODS if name != "parametric"])
def test_a_state_is_a_value(method):
    stepper = drive(start(Dataset("test", NORMAL), method, SHORT.get(method, {}), 2))
    before = stepper.state
    positions = before.positions.copy()
    drive(stepper.step())
    first = stepper.state.positions
    stepper.state = before
    drive(stepper.step())
    np.testing.assert_array_equal(stepper.state.positions, first)
    np.testing.assert_array_equal(before.positions, positions)
    with pytest.raises(ValueError, match="read-only"):
        before.positions[0] = 0


@pytest.mark.parametrize("method", METHODS)
def test_what_was_resolved_is_recorded(method):
    params = project(NORMAL, method, random_state=5).params
    assert params["random_state"] == 5
    assert params["n_components"] == 2
    assert set(params) >= {param.name for param in registry.method(method).params}


# Not the network, which compiles anew for every shape: a minute for what the few-rows tests above say already.
@pytest.mark.parametrize("method", [name for name in METHODS if name != "parametric"])
@settings(max_examples=15, deadline=None)
@given(
    n=some.integers(1, 25), d=some.integers(1, 6), p=some.integers(2, 3), seed=some.integers(0, 99),
    scale=some.floats(-30, 30), levels=some.integers(1, 5),
)  # fmt: skip
def test_any_small_dataset_has_a_finite_layout(method, n, d, p, seed, scale, levels):
    vectors = np.random.default_rng(seed).integers(0, levels, (n, d)) * 10.0**scale
    assert np.isfinite(
        project(vectors, method, p, **({"n_iter": 15} if method == "tsne" else {})).positions
    ).all()
