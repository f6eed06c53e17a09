"""Page tests share one server a source: what a test changes (runs, selections) belongs to its own page or run."""

from collections.abc import Iterator

import pytest

from tests.browser.fixtures import chromium, visit  # noqa: F401  (fixtures)
from tests.browser.serving import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def digits() -> Iterator[str]:
    """1,797 digits with thumbnails."""
    with serving("demo", "digits") as address:
        yield address


@pytest.fixture
def iris() -> Iterator[str]:
    """150 irises, on a server of its own: these tests start runs."""
    with serving("demo", "iris") as address:
        yield address
