"""Scatter and ridge plots: what is drawn, read back from the figures; none of matplotlib's global state."""

import subprocess
import sys

import numpy as np
import pytest
from matplotlib.colors import to_hex

from hyperscope import plots
from hyperscope.errors import MissingExtra, ParameterError, ShapeError
from hyperscope.layout import Layout
from hyperscope.plots.density import BINS, density
from hyperscope.plots.paper import OKABE_ITO, colours

RNG = np.random.default_rng(5)
CENTRES = np.array([[0, 0], [10, 0], [0, 10]])
GROUP = np.repeat([0, 1, 2], 60)
POSITIONS = (CENTRES[GROUP] + RNG.normal(size=(180, 2))).astype(np.float32)
LABELS = np.array(["cat", "dog", "eel"])[GROUP]


def words(drawn):
    (axes,) = drawn.axes
    return {text.get_text(): np.array(text.get_position()) for text in axes.texts if text.get_text()}


def test_every_point_has_its_own_place_and_the_colour_of_its_class(tmp_path):
    drawn = plots.scatter(Layout("tsne", POSITIONS), LABELS)
    (marks,) = drawn.axes[0].collections
    shown = {
        tuple(place): to_hex(paint)
        for place, paint in zip(marks.get_offsets().data, marks.get_facecolors(), strict=True)
    }
    wanted = {tuple(place): OKABE_ITO[code] for place, code in zip(POSITIONS, GROUP, strict=True)}
    assert shown == wanted
    assert [text.get_text() for text in drawn.axes[0].get_legend().get_texts()] == ["cat", "dog", "eel"]
    drawn.savefig(tmp_path / "s.png")
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")


def test_names_stand_among_their_points_and_not_on_each_other():
    places = words(plots.scatter(POSITIONS, LABELS, names="inline"))
    for name, centre in zip(("cat", "dog", "eel"), CENTRES, strict=True):
        assert np.linalg.norm(places[name] - centre) < 1.5
    heap = plots.scatter(RNG.normal(size=(180, 2)), LABELS, names="inline")
    heap.draw_without_rendering()
    boxes = [text.get_window_extent() for text in heap.axes[0].texts]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])


def test_the_name_of_a_single_point_stands_close_to_it_or_nowhere():
    lone = RNG.uniform(size=(40, 2))
    names = [f"word {row}" for row in range(40)]
    places = words(plots.scatter(lone, names, names="inline"))
    assert len(places) > 10
    assert max(np.abs(places[name] - lone[int(name.split()[1])]).max() for name in places) < 0.1
    crowd = plots.scatter(np.zeros((40, 2)), names, names="inline")
    assert 1 <= len(words(crowd)) < 20


def test_rows_without_a_place_are_left_out_and_labels_may_be_too():
    positions = POSITIONS.copy()
    positions[4] = np.nan
    assert len(plots.scatter(positions).axes[0].collections[0].get_offsets()) == 179


def test_numbers_are_in_their_order():
    legend = plots.scatter(POSITIONS[:4], [10, 9, 2, 2]).axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["2", "9", "10"]


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_colours_differ(count):
    assert len(set(colours(count))) == count


def test_a_density_has_area_one_and_stands_where_the_values_are():
    values = RNG.normal(-3, 0.5, 4000)
    curve = density(values, -6, 0)
    step = 6 / BINS
    middles = -6 + (np.arange(BINS) + 0.5) * step
    assert curve.sum() * step == pytest.approx(1)
    normal = np.exp(-(((middles + 3) / 0.5) ** 2) / 2) / (0.5 * np.sqrt(2 * np.pi))
    assert np.abs(curve - normal).max() < 0.06
    same = density(np.full(9, -2.0), -6, 0)
    assert middles[same.argmax()] == pytest.approx(-2, abs=step)


def ridges(drawn):
    """Where each ridge is highest."""
    return [
        float(line.get_xdata()[line.get_ydata().argmax()])
        for line in drawn.axes[0].lines
        if len(line.get_xdata()) == BINS
    ]


def test_one_ridge_a_label_or_one_a_column():
    values = np.array([-1.0, -3.0, -6.0])[GROUP] + RNG.normal(0, 0.2, 180)
    by_label = plots.ridge(values, LABELS, title="Sure")
    assert ridges(by_label) == pytest.approx([-1, -3, -6], abs=0.25)
    assert list(words(by_label)) == ["cat", "dog", "eel"]
    by_column = plots.ridge(values.reshape(3, 60).T, ["a", "b", "c"])
    assert ridges(by_column) == pytest.approx([-1, -3, -6], abs=0.25)


def test_what_is_impossible_stands_at_the_end():
    (peak,) = ridges(plots.ridge([-np.inf, -np.inf, -1e9, -1.0], ["a"] * 4))
    assert peak == pytest.approx(-20, abs=1)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: plots.scatter(POSITIONS, LABELS[:3]), ShapeError, "180 labels"),
        (lambda: plots.scatter(np.zeros((4, 3)), [1, 2, 3, 4]), ShapeError, "n_components=2"),
        (lambda: plots.scatter(POSITIONS, LABELS, names="inlin"), ParameterError, "inline"),
        (lambda: plots.ridge(np.zeros((4, 3)), ["a"]), ShapeError, "3 labels"),
        (lambda: plots.ridge([0.0, np.nan], ["a", "b"]), ShapeError, "NaN"),
        (lambda: plots.ridge([], []), ShapeError, "no value"),
        (lambda: plots.ridge(np.zeros((2, 2, 2)), ["a"]), ShapeError, "3 axes"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(call, error, said):
    with pytest.raises(error, match=said):
        call()


def test_pyplot_is_never_loaded():
    code = "from hyperscope import plots; plots.scatter([[0, 1], [1, 0]], ['a', 'b'], names='inline'); "
    shown = "import sys; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code + shown], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_missing_matplotlib_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"hyperscope\[plots\]"):
        plots.scatter(POSITIONS, LABELS)
