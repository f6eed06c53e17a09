"""Files that change while the page is open."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.fixtures import Serve, Visit
from tests.readers.checkpoint.writing import write_bundle
from tests.readers.places import embedding, write


def test_a_training_that_goes_on_is_followed_without_a_restart(tmp_path, serve: Serve, visit: Visit):
    matrix = np.random.default_rng(0).normal(size=(40, 5)).astype(np.float32)
    write_bundle(tmp_path / "m-1", {"emb": matrix})
    watched = visit(serve(tmp_path))
    page = watched.page
    watched.ask("(hyperscope) => hyperscope.select([7])")
    write_bundle(tmp_path / "m-2", {"emb": matrix + 1})
    expect(page.get_by_role("slider", name="Step")).to_have_attribute("max", "1")
    expect(page.get_by_role("slider", name="Step")).to_have_attribute("aria-valuetext", "1")

    write(tmp_path / "labels.tsv", "".join(f"word {row}\n" for row in range(40)))
    write(tmp_path / "projector_config.pbtxt", embedding(tensor_name="emb", metadata_path="labels.tsv"))
    expect(page.get_by_role("combobox", name="Label by")).to_have_value("label")
    assert watched.ask("(hyperscope) => [...hyperscope.state().selected]") == [7]
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 40

    write(tmp_path / "projector_config.pbtxt", "embeddings {")
    expect(page.get_by_text("1 tensor cannot be opened")).to_be_visible()
