"""Files chosen or dropped while the page is open."""

import io

from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.browser.fixtures import Visit

DROP = """(_, [name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const page = document.querySelector("hyperscope-app").shadowRoot.querySelector(".page");
  page.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
DRAG = """(_, [kind, to]) => {
  const data = new DataTransfer();
  data.items.add(new File([""], "a.tsv"));
  const page = document.querySelector("hyperscope-app").shadowRoot.querySelector(".page");
  const said = { dataTransfer: data, bubbles: true, cancelable: true, relatedTarget: to && page.querySelector(to) };
  page.querySelector("main").dispatchEvent(new DragEvent(kind, said));
}"""


def test_where_to_drop_is_said_while_a_file_is_over_any_part_of_the_page(iris: str, visit: Visit):
    watched = visit(iris)
    said = watched.page.get_by_text("Drop vectors, metadata or pictures to open them")
    expect(said).to_be_hidden()
    watched.ask(DRAG, ["dragover", None])
    expect(said).to_be_visible()
    watched.ask(DRAG, ["dragleave", "aside"])
    expect(said).to_be_visible()
    watched.ask(DRAG, ["dragleave", None])
    expect(said).to_be_hidden()


def test_a_dropped_table_labels_the_points_and_a_bad_one_says_why(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    watched.ask("(hyperscope) => hyperscope.select([7])")
    table = "nickname\tgarden\n" + "".join(f"flower {row}\tgarden {row % 3}\n" for row in range(150))
    watched.ask(DROP, ["more.tsv", table])
    expect(page.get_by_text("more.tsv was joined as metadata.")).to_be_visible()
    page.get_by_role("combobox", name="Colour by").select_option("garden")
    assert watched.ask("(hyperscope) => [...hyperscope.state().selected]") == [7]
    watched.ask(DROP, ["marks.tsv", "mark\tplace\n" + "".join(f"{row % 2}\t{row}\n" for row in range(150))])
    added = page.get_by_role("list", name="Added files").get_by_role("listitem")
    expect(added).to_have_text(["more.tsvmetadata", "marks.tsvmetadata"])
    page.get_by_role("button", name="Remove more.tsv").click()
    expect(added).to_have_text(["marks.tsvmetadata"])
    offered = page.get_by_role("combobox", name="Colour by").locator("option")
    expect(offered.filter(has_text="garden")).to_have_count(0)
    expect(offered.filter(has_text="mark")).to_have_count(1)
    page.get_by_role("button", name="Remove marks.tsv").click()
    expect(added).to_have_count(0)


def test_dropped_vectors_are_opened_and_a_dropped_sheet_gives_pictures(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    thumbnails = page.get_by_role("button", name="Thumbnails")
    expect(thumbnails).to_be_disabled()
    sheet = io.BytesIO()
    Image.new("RGB", (15 * 8, 10 * 8), "teal").save(sheet, "PNG")
    dropped: FilePayload = {"name": "faces.png", "mimeType": "image/png", "buffer": sheet.getvalue()}
    page.locator("input[type=file]").first.set_input_files(dropped)
    card = page.get_by_role("alert").filter(has_text="a sheet that divides into cells")
    expect(card).to_be_visible()
    page.get_by_role("button", name="How files are joined").click()
    page.get_by_role("textbox", name="Cell size").fill("8x8")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("faces.png was joined as pictures.")).to_be_visible()
    expect(card).to_have_count(0)
    expect(thumbnails).to_be_enabled()
    page.get_by_role("button", name="Remove faces.png").click()
    expect(thumbnails).to_be_disabled()
    vectors = "".join(f"{row}\t{row % 5}\t{row * row % 7}\n" for row in range(40))
    watched.ask(DROP, ["vectors.tsv", vectors])
    expect(page.get_by_text("vectors.tsv was opened as vectors.")).to_be_visible()
    watched.until("(hyperscope) => hyperscope.stats().points === 40")
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "422" not in wrong]


def test_a_key_column_joins_a_table_in_another_order(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    page.get_by_role("button", name="How files are joined").click()
    page.get_by_role("textbox", name="Key column").fill("kind")
    watched.ask(DROP, ["more.tsv", "tint\tkind\nred\tvirginica\nblue\tversicolor\nwhite\tsetosa\n"])
    expect(page.get_by_text("more.tsv was joined as metadata.")).to_be_visible()
    cell = """async (hyperscope) => {
      const { cells } = await (await fetch(`api/datasets/${hyperscope.state().dataset}/rows/7`)).json();
      return cells.tint;
    }"""
    assert watched.ask(cell) == "white"


def test_a_file_on_its_way_can_be_cancelled(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 20_000}
    session.send("Network.emulateNetworkConditions", slow)
    large = {"name": "large.tsv", "mimeType": "text/plain", "buffer": b"a\tb\n" * 1_000_000}
    page.locator("input[type=file]").first.set_input_files(large)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Sending large.tsv")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "ERR_ABORTED" not in wrong]


def test_a_chosen_file_that_fits_nothing_leaves_all_as_it_was(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    bad = {"name": "bad.tsv", "mimeType": "text/plain", "buffer": b"a\nb\n"}
    page.locator("input[type=file]").first.set_input_files(bad)
    card = page.get_by_role("alert").filter(has_text="bad.tsv")
    expect(card).to_contain_text("a table with a line for each of 150 points")
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 150
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "422" not in wrong]
