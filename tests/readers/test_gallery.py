"""Pictures that are stored one by one: files of a folder, paths in a column, bytes in a table, the rows themselves."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

import hyperscope
from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError, ParameterError
from hyperscope.images import placeholder
from hyperscope.readers import inspect
from hyperscope.readers.beside import gallery, picture
from hyperscope.thumbnails import pages

VECTORS = np.random.default_rng(2).normal(size=(12, 3)).astype(np.float32)


def shade(row):
    return (row * 20, 255 - row * 20, 7)


def write_pictures(folder, names, size=(6, 4)):
    folder.mkdir(exist_ok=True)
    for row, name in enumerate(names):
        (folder / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", size, shade(row)).save(folder / name)
    return folder


def load(source, **said):
    (entry,) = inspect(source, OpenOptions(**said))
    return entry.load()


def shades(dataset):
    pictures = [dataset.images[row] for row in range(dataset.n)]
    return [None if picture is None else tuple(picture[0, 0, :3].tolist()) for picture in pictures]


def test_files_are_taken_in_natural_order(tmp_path):
    folder = write_pictures(tmp_path / "p", [f"img{row}.png" for row in range(12)])
    dataset = load(VECTORS, images=folder)
    assert shades(dataset) == [shade(row) for row in range(12)]
    assert dataset.notes == (
        "The pictures were taken in the order of their names, img0.png first, img11.png last.",
    )


@pytest.mark.parametrize("written", ["{}.png", "{}", "sub/{}.png", "sub\\{}"])
def test_a_column_that_names_the_files_decides(tmp_path, written):
    folder = write_pictures(tmp_path / "p", [f"sub/{row}.png" for row in range(12)])
    order = list(range(11, -1, -1))
    said = {"word": ["x"] * 12, "file": [written.format(row) for row in order]}
    dataset = load(VECTORS, images=folder, metadata=said)
    assert shades(dataset) == [shade(row) for row in order]
    assert dataset.notes == ("The pictures were found by the column 'file'.",)


def test_rows_without_a_file_have_no_picture(tmp_path):
    folder = write_pictures(tmp_path / "p", [f"{row}.png" for row in range(10)])
    dataset = load(VECTORS, images=folder, metadata={"id": list(range(12))})
    assert shades(dataset) == [*map(shade, range(10)), None, None]
    assert dataset.notes == ("The pictures were found by the column 'id'; 2 rows have none.",)


def test_a_number_of_files_that_does_not_fit_is_told(tmp_path):
    folder = write_pictures(tmp_path / "p", ["a.png", "b.png"])
    dataset = load(VECTORS, images=folder)
    assert dataset.images is None
    assert dataset.notes == ("The pictures were left out: p holds 2 for 12 rows, and no column names them.",)


def test_links_that_lead_outside_are_no_pictures(tmp_path):
    folder = write_pictures(tmp_path / "p", ["a.png"])
    outside = write_pictures(tmp_path / "q", ["secret.png"])
    (folder / "b.png").symlink_to(outside / "secret.png")
    assert [path.name for path in gallery.listed(folder)] == ["a.png"]


def test_a_column_of_paths_is_looked_up_beside_its_table_and_nowhere_else(tmp_path):
    write_pictures(tmp_path, [f"pics/{row}.png" for row in range(12)])
    inner = tmp_path / "inner"
    inner.mkdir()
    write_pictures(inner, [f"pics/{row}.png" for row in range(9)])
    cells = [f"pics/{row}.png" for row in range(9)] + ["../pics/9.png", str(tmp_path / "pics/10.png"), ""]
    (inner / "m.tsv").write_text("file\tn\n" + "".join(f"{cell}\t1\n" for cell in cells))
    dataset = load(VECTORS, metadata=inner / "m.tsv")
    assert shades(dataset) == [*map(shade, range(9)), None, None, None]
    assert dataset.notes == (
        "The column 'file' names the pictures; 2 of its files are missing or lie outside.",
    )
    wider = load(VECTORS, metadata=inner / "m.tsv", allow_outside=(tmp_path,))
    assert shades(wider)[9:] == [shade(9), shade(10), None]


def test_a_table_names_its_own_pictures(tmp_path):
    write_pictures(tmp_path, ["a.png", "b.png"])
    (tmp_path / "t.csv").write_text("picture,f0,f1\na.png,1,2\nb.png,3,4\n")
    assert shades(load(tmp_path / "t.csv")) == [shade(0), shade(1)]


def test_broken_pictures_are_crosses_and_counted(tmp_path):
    folder = write_pictures(tmp_path / "p", [f"{row}.png" for row in range(12)], size=(40, 40))
    (folder / "3.png").write_bytes(b"no picture")
    whole = (folder / "5.png").read_bytes()
    (folder / "5.png").write_bytes(whole[: len(whole) // 2])
    (folder / "7.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\2\0\0\0" + b"1234"
    )
    dataset = load(VECTORS, images=folder)
    np.testing.assert_array_equal(dataset.images[3], placeholder())
    np.testing.assert_array_equal(dataset.images[5], placeholder())
    np.testing.assert_array_equal(dataset.images[7], placeholder())
    assert dataset.notes[1:] == (
        "2 pictures cannot be read; a red cross stands there (first in row 3, counted from 0).",
    )
    made = pages.plan(dataset.images)
    assert Image.open(io.BytesIO(pages.draw(dataset.images, made, 0))).size[0] == made.columns * 40


@pytest.mark.parametrize("kind", ["binary", "large_binary", "struct"])
def test_bytes_in_a_table_are_pictures(tmp_path, kind):
    write_pictures(tmp_path, ["beside.png"])
    drawn = []
    for row in range(2):
        file = io.BytesIO()
        Image.new("RGB", (5, 5), shade(row + 1)).save(file, "PNG")
        drawn.append(file.getvalue())
    if kind == "struct":
        cells = [{"bytes": drawn[0], "path": "x.png"}, {"bytes": None, "path": "beside.png"}, None,
                 {"bytes": None, "path": "../t.png"}]  # fmt: skip
        column, expected = pa.array(cells), [shade(1), shade(0), None, None]
    else:
        column, expected = (
            pa.array([*drawn, None, None], getattr(pa, kind)()),
            [shade(1), shade(2), None, None],
        )
    vectors = pa.array(VECTORS[:4].tolist(), pa.list_(pa.float32(), 3))
    pq.write_table(pa.table({"image": column, "v": vectors}), tmp_path / "t.parquet")
    dataset = load(tmp_path / "t.parquet")
    assert shades(dataset) == expected
    assert dataset.notes == ("The column 'image' holds the pictures.",)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
@pytest.mark.parametrize("invert", [False, True])
def test_rows_are_pictures(dtype, invert):
    rows = (np.arange(24).reshape(2, 12) * (10 if dtype is np.uint8 else 0.1)).astype(dtype)
    dataset = load(rows, image_shape=(4, 3), invert=invert)
    assert dataset.images.cell == (4, 3)
    drawn = np.stack([dataset.images[0], dataset.images[1]])[..., 0].ravel().astype(int)
    expected = np.round(np.arange(24) / 23 * 255)
    assert abs((255 - drawn if invert else drawn) - expected).max() <= 1


def test_rows_in_colour_and_rows_of_another_length():
    assert load(np.ones((2, 48)), image_shape=(4, 4, 3)).images[0].shape == (4, 4, 4)
    dataset = load(np.ones((2, 47)), image_shape=(4, 4, 3))
    assert dataset.images is None
    assert dataset.notes == (
        "The rows were not drawn as pictures: 4 × 4 × 3 pixels are 48 numbers, a row has 47.",
    )


def test_rows_of_several_sources_share_one_brightness():
    dark, light = np.zeros((1, 4)), np.full((1, 4), 10.0)
    joined = hyperscope.read([dark, light], image_shape=(2, 2), together=True)
    assert [joined.images[row].ravel()[0] for row in (0, 1)] == [0, 255]
    assert hyperscope.read(np.eye(4), image_shape=(2, 2), invert=True).images[0][0, 0].tolist() == [
        0,
        0,
        0,
        255,
    ]


@pytest.mark.parametrize("shape", [(0, 4), (4,), (2, 2, 2), (2.0, 2), "2x2"])
def test_a_shape_that_no_picture_has_is_refused(shape):
    with pytest.raises(ParameterError, match="image_shape: expected"):
        load(np.ones((2, 4)), image_shape=shape)


def test_photographs_stand_upright_and_are_read_small(tmp_path):
    photo = Image.new("RGB", (800, 400), "white")
    photo.paste((255, 0, 0), (0, 0, 400, 400))
    exif = Image.Exif()
    exif[274] = 6  # the camera was turned to the right
    photo.save(tmp_path / "p.jpg", exif=exif)
    assert picture.rgba(tmp_path / "p.jpg").shape == (800, 400, 4)
    small = picture.rgba(tmp_path / "p.jpg", (64, 64))
    assert small.shape == (200, 100, 4)
    assert small[20, 50, 0] > 200 > 80 > small[20, 50, 1]


def test_many_small_pages_give_way_to_few_large_ones():
    class One:
        cell = (64, 64)

        def __init__(self, count):
            self.count = count

        def __len__(self):
            return self.count

        def reduced(self, row, size):
            return None

    assert pages.plan(One(1_000)).per_page == 64
    assert pages.plan(One(100_000)).per_page == 1_024


def test_pictures_go_with_a_log_directory(tmp_path):
    folder = write_pictures(tmp_path / "p", [f"{row}.png" for row in range(12)])
    hyperscope.write_logdir(tmp_path / "run", VECTORS, images=folder)
    assert shades(hyperscope.read(tmp_path / "run")) == [shade(row) for row in range(12)]


def test_a_folder_of_pictures_is_a_source(tmp_path):
    write_pictures(tmp_path / "p", ["cat/1.png", "cat/2.png", "dog/10.png"], size=(40, 20))
    (tmp_path / "p" / "dog/11.png").write_bytes(b"broken")
    (entry,) = inspect(tmp_path / "p")
    dataset = entry.load()
    assert (entry.name, entry.shape, dataset.vectors.shape) == ("p", (4, 3072), (4, 3072))
    assert dataset.columns["file"].text == ["1.png", "2.png", "10.png", "11.png"]
    assert dataset.columns["folder"].text == ["cat", "cat", "dog", "dog"]
    assert dataset.images[2].shape == (20, 40, 4)
    pixels = dataset.vectors[1].reshape(32, 32, 3)
    assert tuple(pixels[16, 16].tolist()) == shade(1)
    assert not pixels[:7].any()
    assert "1 picture cannot be read" in dataset.notes[1]
    assert dataset.notes[0].startswith("Every picture is a point, its pixels reduced to 32 × 32")


def test_a_single_picture_is_no_source(tmp_path):
    write_pictures(tmp_path, ["a.png"])
    with pytest.raises(FormatError, match=r"Open one of its files: a\.png"):
        inspect(tmp_path)
