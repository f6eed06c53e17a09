"""What every test shares: where a missing browser, node or extra must not pass for success, a skip is a failure."""

import os
from collections.abc import Generator

import pytest

from tests.browser.fixtures import chromium, serve, visit  # noqa: F401  (one browser for all who ask)
from tests.browser.gallery import gallery, show  # noqa: F401

REQUIRE_ALL = os.environ.get("HYPERSCOPE_REQUIRE_ALL") == "1"


@pytest.fixture(scope="session", autouse=True)
def data_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test, and no server that one starts, sees or changes what the person running them has written."""
    os.environ["HYPERSCOPE_DATA"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What JAX compiles for one test's network serves every other test that has one of the same shape, stories included."""
    os.environ["JAX_COMPILATION_CACHE_DIR"] = str(tmp_path_factory.mktemp("jax"))
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"
    os.environ["JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES"] = "-1"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: from its first page on, Playwright keeps an event loop running in this thread."""
    items.sort(key=lambda item: any(map(item.get_closest_marker, ("browser", "package"))))


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not REQUIRE_ALL or report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"HYPERSCOPE_REQUIRE_ALL=1 allows no skip, got: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report
