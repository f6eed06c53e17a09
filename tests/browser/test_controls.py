"""Every control is reachable by role and name."""

import pytest

from tests.browser.accessible import controls
from tests.browser.fixtures import Visit


def test_every_control_has_a_name(digits: str, visit: Visit):
    found = controls(visit(digits))
    assert len(found) > 10
    assert [role for role, name in found if not name] == []


@pytest.mark.parametrize("method", ["PCA", "t-SNE"])
def test_the_methods_of_the_table_are_offered(iris: str, visit: Visit, method: str):
    names = [name for _, name in controls(visit(iris))]
    assert any(method in name for name in names), names


def test_parameters_of_the_table_become_controls(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.get_by_role("tab", name="t-SNE", exact=True).click()
    names = " ".join(name for _, name in controls(watched))
    assert "Perplexity" in names
    assert "Learning rate" in names
