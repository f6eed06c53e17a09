"""Loading the package, its tables and `--help` costs nothing; every public name can be had."""

import importlib.util
import subprocess
import sys

import pytest

import hyperscope
from hyperscope.projections import registry

HEAVY = {"numpy", "numba", "pyarrow", "scipy", "sklearn", "starlette", "uvicorn", "duckdb", "PIL"}


def loaded_by(code):
    """The heavy packages that a fresh process has loaded after `code`."""
    show = "import sys; print(','.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return HEAVY & set(done.stderr.strip().splitlines()[-1].split(","))


@pytest.mark.parametrize(
    "code",
    [
        "import hyperscope; dir(hyperscope); hyperscope.__all__; hyperscope.HyperscopeError",
        "from hyperscope.projections import registry; registry.methods()",
        "from click.testing import CliRunner; from hyperscope.cli import main; CliRunner().invoke(main, ['--help'])",
        "from click.testing import CliRunner; from hyperscope.cli import main; CliRunner().invoke(main, ['demo', '--help'])",
    ],
    ids=["import", "tables", "help", "demo help"],
)
def test_nothing_heavy_is_loaded(code):
    assert loaded_by(code) == set()


def test_the_check_above_sees_what_is_loaded():
    assert "numpy" in loaded_by("import hyperscope; hyperscope.Layout")


def test_public_names_are_sorted_and_importable():
    names = [name for name in hyperscope.__all__ if name != "__version__"]
    assert names == sorted(names)
    assert list(hyperscope._HOME) == sorted(hyperscope._HOME)
    for name in names:
        assert getattr(hyperscope, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        hyperscope.nonsense  # noqa: B018


def test_methods_come_in_the_order_people_meet_them_and_their_implementations_exist():
    assert next(iter(registry.METHODS)) == "pca"  # the page's first tab asks nothing of anybody
    for name, row in registry.METHODS.items():
        assert registry.method(name).name == name
        assert importlib.util.find_spec(row.projection.partition(":")[0])
