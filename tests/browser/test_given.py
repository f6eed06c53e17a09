"""A layout that came with the data is what the page opens with."""

from pathlib import Path

from tests.browser.fixtures import Serve, Visit


def test_columns_named_as_axes_are_drawn_first(serve: Serve, visit: Visit, tmp_path: Path):
    rows = "\n".join(f"row {row},{row},{row * row},{row % 3}.5,{row % 5},1" for row in range(30))
    (tmp_path / "t.csv").write_text(f"name,across,up,f1,f2,f3\n{rows}\n", encoding="utf-8")
    watched = visit(serve(tmp_path / "t.csv", "--x", "across", "--y", "up"))
    watched.until("(hyperscope) => hyperscope.stats().method === 'given' && hyperscope.stats().points === 30")
    assert watched.page.get_by_role("tab", name="Given").get_attribute("aria-selected") == "true"
