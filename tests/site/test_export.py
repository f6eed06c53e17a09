"""What an export holds is what the data are."""

import base64
import hashlib
import io
import json
import zlib

import numpy as np
import pytest
from PIL import Image

import hyperscope
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.layout import Layout
from hyperscope.site import pictures, vectors
from hyperscope.thumbnails import pages
from tests.site import sample
from tests.site.conftest import FRAMES, K
from tests.site.reading import Site


def test_every_file_is_in_the_manifest_with_its_size_and_checksum(site: Site):
    there = {path.relative_to(site.path).as_posix() for path in site.path.rglob("*") if path.is_file()}
    told = site.manifest["files"]
    assert there == {*told, "manifest.json"}
    for name, about in told.items():
        content = (site.path / name).read_bytes()
        assert about == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_what_is_bundled_goes_with_its_licences(site: Site):
    bundled = {path.name.split("-")[0] for path in site.path.glob("assets/*.woff2")}
    licences = (site.path / "licenses.txt").read_text(encoding="utf-8")
    assert bundled == {"inter"}
    assert "SIL OPEN FONT LICENSE" in licences
    assert "preact" in licences


def test_neighbours_are_exact_and_their_distances_within_half_a_step(site: Site, data):
    graph = hyperscope.neighbors(data, K, "cosine", exact=True)
    indices, distances = site.neighbors()
    np.testing.assert_array_equal(indices, graph.indices)
    assert (indices[20] == -1).all()
    there = indices >= 0
    span = np.where(there, graph.distances, 0).max(axis=1, keepdims=True)
    away = np.abs(distances - graph.distances, where=there, out=np.zeros(indices.shape))
    assert (away <= span / 4095 + 1e-6).all()


def test_vectors_are_as_near_as_the_manifest_says(site: Site, data):
    told, kept = site.manifest["vectors"], data.kept
    away = np.abs(site.vectors()[kept] - data.vectors[kept])
    step = np.ptp(data.vectors[kept], axis=0) / 254
    assert told["dtype"] == "uint8"
    assert away.max() == pytest.approx(told["error"])
    assert (away <= step / 2 * 1.01).all()


def test_whole_numbers_lose_nothing_and_exact_ones_no_bit(tmp_path, data):
    whole = np.random.default_rng(1).integers(-90, 90, (30, 5)).astype(np.int16)
    place = Layout("custom", whole[:, :2].astype(np.float32))
    hyperscope.export(whole, tmp_path / "whole", [place])
    back = Site(tmp_path / "whole")
    assert back.manifest["vectors"]["error"] == 0
    np.testing.assert_array_equal(back.vectors(), whole)
    hyperscope.export(data, tmp_path / "exact", [Layout("custom", data.vectors[:, :2])], exact=True)
    np.testing.assert_array_equal(Site(tmp_path / "exact").vectors(), data.vectors)


def test_large_numbers_stay_finite():
    block = np.array([[3e38, 1.0], [-3e38, 1.0]], np.float32)
    scale = vectors.Scale.between(np.array([-3e38, 1]), np.array([3e38, 1]), np.array([True, True]))
    np.testing.assert_allclose(scale.numbers(scale.levels(block)), block, rtol=1e-2)


def test_cells_come_back_as_their_file_wrote_them(site: Site, data):
    numbers = site.table(site.manifest["written"])
    assert numbers.column_names == ["number"]
    assert numbers["number"].to_pylist() == data.columns["number"].text
    assert site.table(site.manifest["columns"])["group"].to_pylist() == data.columns["group"].text


def test_a_run_can_be_replayed_from_its_beginning_to_its_end(site: Site):
    tsne, pca = site.manifest["runs"]
    frames = site.key_frames(0)
    assert 2 < len(frames) <= FRAMES + 1
    assert [frame.iteration for frame in frames] == [key["iteration"] for key in tsne["key_frames"]]
    assert [frame.iteration for frame in frames] == sorted(frame.iteration for frame in frames)
    assert (frames[0].iteration, frames[-1].iteration) == (0, 60)
    side = float(np.nanmax(np.ptp(np.nan_to_num(frames[-1].positions), axis=0)))
    np.testing.assert_allclose(frames[-1].positions, site.frame(0).positions, atol=side / 2_000)
    assert (pca["replay"], pca["key_frames"]) == (None, [])


def test_layouts_are_those_that_were_asked_for(site: Site, data):
    layout = hyperscope.project(data, "pca", 2)
    side = float(np.nanmax(np.ptp(layout.positions[data.kept], axis=0)))
    np.testing.assert_allclose(site.frame(1).positions, layout.positions, atol=side / 65_000)
    names = [(one["run"]["method"], one["run"]["n_components"]) for one in site.manifest["runs"]]
    assert names == [("tsne", 2), ("pca", 2)]
    code = site.manifest["runs"][0]["python"]
    assert "n_iter=60" in code
    compile(code, "layout", "exec")


def test_thumbnails_are_the_servers_pixel_for_pixel(site: Site, data):
    page = pages.draw(data.images, pages.plan(data.images), 0)
    (name,) = site.manifest["thumbnails"]
    with Image.open(site.path / name) as made, Image.open(io.BytesIO(page)) as meant:
        np.testing.assert_array_equal(np.array(made.convert("RGBA")), np.array(meant))
    assert len(pictures.smallest(page)[0]) <= len(page)


def test_the_page_loads_nothing_from_elsewhere_and_knows_its_manifest(site: Site):
    html = (site.path / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in html
    assert "unsafe" not in html
    assert 'data-manifest="manifest.json"' in html
    assert "<title>groups</title>" in html
    assert 'src="/' not in html
    assert 'href="/' not in html


def test_a_name_cannot_break_the_html():
    from hyperscope.site.page import html

    made = html("<title>Hyperscope</title><hyperscope-app></hyperscope-app>", r"</title><script>\1")
    assert r"<title>&lt;/title&gt;&lt;script&gt;\1</title>" in made


def test_the_original_projector_can_open_the_same_folder(site: Site, data):
    (embedding,) = json.loads((site.path / "projector_config.json").read_bytes())["embeddings"]
    assert embedding["tensorShape"] == [150, 36]
    back = hyperscope.read(site.path / "projector_config.json")
    np.testing.assert_array_equal(back.vectors, data.vectors)
    assert list(back.columns) == ["group", "number"]


def test_beyond_four_megabytes_the_projector_gets_principal_components(tmp_path, monkeypatch):
    from hyperscope.site import export

    monkeypatch.setattr(export, "PROJECTOR_BYTES", 1_000)
    numbers = np.random.default_rng(2).standard_normal((80, 60)).astype(np.float32)
    written = hyperscope.export(numbers, tmp_path / "site", ["pca"])
    assert "first 50 principal components of 60 dimensions" in " ".join(written.notes)
    assert hyperscope.read(tmp_path / "site/projector_config.json").d == 50


def test_layouts_that_came_with_the_data_are_there_too(tmp_path):
    numbers = np.random.default_rng(4).standard_normal((12, 4)).astype(np.float32)
    columns = {"a": [f"{row}" for row in range(12)], "b": [f"{-row}" for row in range(12)]}
    data = hyperscope.read(numbers, metadata=columns, axes=["a", "b"])
    hyperscope.export(data, tmp_path / "site", ["pca"])
    runs = Site(tmp_path / "site").manifest["runs"]
    assert [one["run"]["method"] for one in runs] == ["pca", "given"]


def test_zero_stays_zero(tmp_path):
    """Else the angles of an empty row would mean something in the exported page, and nothing in the data."""
    numbers = np.random.default_rng(8).standard_normal((40, 6)).astype(np.float32)
    numbers[7] = 0
    hyperscope.export(numbers, tmp_path / "site", [Layout("custom", numbers[:, :2])])
    assert (Site(tmp_path / "site").vectors()[7] == 0).all()


def test_data_without_rows_are_refused_and_a_single_row_is_shown(tmp_path):
    with pytest.raises(ShapeError, match="at least one row"):
        hyperscope.export(np.zeros((0, 3), np.float32), tmp_path / "none")
    hyperscope.export(np.ones((1, 3), np.float32), tmp_path / "one", ["pca"])
    site = Site(tmp_path / "one")
    assert (site.manifest["neighbors"]["k"], site.frame(0).positions.shape) == (0, (1, 3))


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"layouts": ["nothing"]}, "nothing"),
        ({"layouts": ["tsne:4"]}, "2 or 3 dimensions"),
        ({"layouts": []}, "at least one layout"),
        ({"layouts": ["pca"], "perplexity": 30}, "perplexity"),
        ({"layouts": ["tsne"], "perplexity": -1}, "perplexity"),
        ({"layouts": [Layout("pca", np.zeros((3, 2), np.float32))]}, "layouts of the 150 rows"),
        ({"k": 0}, "k: expected a whole number from 1"),
        ({"frames": -1}, "frames: expected"),
        ({"metric": "manhattan"}, "metric: expected one of"),
        ({"random_state": -1}, "random_state"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(data, tmp_path, wishes, told):
    with pytest.raises(ParameterError, match=told):
        hyperscope.export(data, tmp_path / "site", **wishes)
    assert list(tmp_path.iterdir()) == []


def test_the_sample_that_the_pages_tests_read_is_what_is_written():
    known = json.loads(sample.SAMPLE.read_bytes())
    now = sample.written()
    then = {name: base64.b64decode(data) for name, data in known.pop("files").items()}
    assert now.keys() == then.keys()
    for name in now.keys() - {"manifest.json"}:
        assert zlib.decompress(now[name]) == zlib.decompress(then[name]), name
    manifests = [json.loads(files["manifest.json"]) for files in (now, then)]
    for one in manifests:
        del one["files"], one["session"]  # checksums of the page; tables that grow
    assert manifests[0] == manifests[1]
    assert json.loads(json.dumps(sample.expected())) == known
