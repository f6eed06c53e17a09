"""A person steps through training: what was chosen stays, the points move."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Serve, Visit
from tests.readers.checkpoint.writing import write_bundle
from tests.readers.places import embedding, write

LABELS = ["a", "b", "c", "d"] * 15


@pytest.fixture
def trained(tmp_path, serve: Serve):
    """60 points in 6 dimensions that part into four groups from step to step, with labels for all of them."""
    rng, ends = np.random.default_rng(0), np.repeat(np.eye(4, 6, dtype=np.float32), 15, axis=0)
    noise = rng.normal(size=(60, 6)).astype(np.float32)
    for step in (0, 100, 1200):
        tensors = {"emb": noise + ends * step / 100, "weights": np.eye(7, 5, dtype=np.float32)}
        write_bundle(tmp_path / "log" / f"m-{step}", tensors)
    write(tmp_path / "log" / "labels.tsv", "".join(f"{label}\n" for label in LABELS))
    config = embedding(tensor_name="emb", metadata_path="labels.tsv")
    write(tmp_path / "log" / "projector_config.pbtxt", config)
    return serve(tmp_path / "log")


def test_a_person_steps_through_training(trained: str, visit: Visit):
    watched = visit(trained)
    page = watched.page
    assert page.get_by_role("combobox", name="Tensor").locator("option").count() == 2
    slider = page.get_by_role("slider", name="Step")
    expect(slider).to_have_attribute("aria-valuetext", "1,200")
    page.get_by_role("combobox", name="Colour by").select_option("label")
    watched.ask("(hyperscope) => hyperscope.select([3, 5])")
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 30, perplexity: 5 }); }")
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    before = watched.ask("(hyperscope) => ({ ...hyperscope.state(), at: hyperscope.colorAt(3) })")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "100")
    watched.until(
        """(hyperscope, before) => {
          const { dataset, projection } = hyperscope.state();
          const laid = projection === before.projection && hyperscope.stats().state === 'done';
          return dataset !== before.dataset && laid && String(hyperscope.colorAt(3)) === String(before.at);
        }""",
        before,
    )
    after = watched.ask("(hyperscope) => ({ ...hyperscope.state(), at: hyperscope.colorAt(3) })")
    for kept in ("selected", "color", "projection", "at"):
        assert after[kept] == before[kept], kept
    assert (after["parameters"]["n_iter"], after["parameters"]["perplexity"]) == (30, 5)
    typed = page.get_by_role("textbox", name="Step, value")
    typed.fill("1150")
    typed.press("Enter")
    expect(slider).to_have_attribute("aria-valuetext", "1,200")
    watched.until(
        "(hyperscope, was) => hyperscope.state().dataset === was && hyperscope.stats().points === 60",
        before["dataset"],
    )
