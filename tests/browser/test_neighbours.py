"""Neighbours as the inspector finds them: how many, how far, by which measure; each as an exact search finds them."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from sklearn import datasets

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched

ROW = 5
CLOSENESS = {
    "Cosine": lambda x, a: 1 - x @ a / np.linalg.norm(x, axis=1) / np.linalg.norm(a),
    "Euclidean": lambda x, a: np.linalg.norm(x - a, axis=1),
    "Dot product": lambda x, a: -(x @ a),
}


def asked(watched: Watched, said: str):
    return watched.page.expect_response(re.compile(rf"/neighbors\?.*{said}"))


def lines(watched: Watched):
    return watched.page.get_by_role("list", name="Nearest neighbours").get_by_role("listitem")


def test_one_to_a_thousand_are_found_and_no_other_number_is_taken(digits: str, visit: Visit):
    watched = visit(digits)
    watched.ask("(hyperscope, row) => hyperscope.select([row])", ROW)
    field = watched.page.get_by_role("textbox", name="Neighbours, value").last
    for k in ("1", "1000"):
        field.fill(k)
        field.press("Enter")
        expect(lines(watched).first).to_have_attribute("aria-setsize", k)
    for typed in ("1001", "0", "2.5", "many"):
        field.fill(typed)
        field.press("Enter")
        expect(watched.page.get_by_role("alert")).to_have_text("A whole number from 1 up to 1000.")
        expect(lines(watched).first).to_have_attribute("aria-setsize", "1000")


@pytest.mark.parametrize("metric", list(CLOSENESS))
def test_they_are_the_nearest_by_the_measure_that_was_chosen(digits: str, visit: Visit, metric: str):
    watched = visit(digits)
    vectors = np.asarray(datasets.load_digits(return_X_y=True)[0], np.float64)
    other = "Euclidean" if metric == "Cosine" else "Cosine"
    watched.ask("(hyperscope, row) => hyperscope.select([row])", ROW)
    watched.page.get_by_role("radio", name=other).click()
    expect(lines(watched).first).to_be_visible()
    with asked(watched, f"metric={metric.split()[0].lower()}") as answer:
        watched.page.get_by_role("radio", name=metric).click()
    found = answer.value.json()
    far = CLOSENESS[metric](vectors, vectors[ROW])
    far[ROW] = np.inf
    np.testing.assert_allclose(far[found["rows"]], np.sort(far)[: len(found["rows"])], rtol=1e-5, atol=1e-6)
    expect(lines(watched).first).to_contain_text(f"digit {found['rows'][0]}")
