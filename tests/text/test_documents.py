"""Documents of the standard library's own words: docstrings, labelled by their package."""

import ast
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

import hyperscope
from hyperscope import Dataset, text
from hyperscope.columns import Column
from hyperscope.errors import FormatError, MissingExtra, ParameterError, PathError, ShapeError
from hyperscope.text.labelled import words

LIBRARY = Path(sysconfig.get_path("stdlib"))


def docstrings(package):
    for file in sorted((LIBRARY / package).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                said = ast.get_docstring(node)
                if said and len(words(said)) >= 8:
                    yield said


@pytest.fixture(scope="module")
def library():
    found = [(package, said) for package in ("asyncio", "email", "logging") for said in docstrings(package)]
    return [label for label, _ in found], [said for _, said in found]


@pytest.fixture(scope="module")
def halves(library):
    labels, texts = library
    return (labels[::2], texts[::2]), (labels[1::2], texts[1::2])


@pytest.fixture(scope="module")
def model(halves):
    return text.train(halves[0], dim=32, epochs=25)


def right(data):
    return np.mean(
        [
            one == other
            for one, other in zip(data.columns["label"].text, data.columns["taken for"].text, strict=True)
        ]
    )


def test_classes_of_unseen_texts_are_named_and_their_vectors_have_length_one(halves, model):
    data = text.documents(halves[1], model)
    assert data.vectors.shape == (len(halves[1][0]), 32)
    np.testing.assert_allclose(np.linalg.norm(data.vectors, axis=1), 1, rtol=1e-5)
    assert right(data) > 0.8  # by chance: about 0.4
    assert sorted(data.features.names) == ["P(asyncio)", "P(email)", "P(logging)"]
    shares = np.array([data.features.column(name).values for name in data.features.names])
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=1e-3)
    row_of = {name: row for row, name in enumerate(data.features.names)}
    own = [shares[row_of[f"P({label})"], row] for row, label in enumerate(halves[1][0])]
    np.testing.assert_allclose(np.exp(data.columns["log-probability"].values), own, atol=1e-4)


def test_one_seed_one_model(halves, model):
    again = text.train(halves[0], dim=32, epochs=25)
    np.testing.assert_array_equal(again.vectors(halves[1][1][:9]), model.vectors(halves[1][1][:9]))


def test_a_saved_model_is_the_same_and_its_words_open_as_vectors(halves, model, tmp_path):
    path = model.save(tmp_path / "library.bin")
    one, two = text.documents(halves[1], path), text.documents(halves[1], model)
    np.testing.assert_array_equal(one.vectors, two.vectors)
    assert one.columns["taken for"].text == two.columns["taken for"].text
    assert "task" in hyperscope.read(path).columns["word"].text


def test_labels_may_hold_blanks(tmp_path):
    said = ["Natural place", "Written_work"] * 30, ["river lake hill", "novel poem book"] * 30
    data = text.documents(said)
    assert set(data.columns["taken for"].text) == {"Natural place", "Written_work"}
    assert data.notes == ("Probabilities are those of the texts that the model learnt from.",)
    saved = text.train(said).save(tmp_path / "places.bin")
    assert np.isfinite(text.documents(said, saved).columns["log-probability"].values).all()


LEXICON = Dataset(
    "lexicon",
    np.array([[1, 0], [2, 0.2], [0, 1], [0, 3], [9, 9]], np.float32),
    {"word": Column.of("word", ["river", "Lake", "novel", "poem", "river"])},
)
TEXTS = ["a river, a lake", "novel poem", "the lake", "poem", "nothing known", "RIVER novel"]
LABELS = ["place", "work", "place", "work", "work", "place"]


def test_given_word_vectors_a_text_is_the_mean_of_its_words():
    data = text.documents((LABELS, TEXTS), vectors=LEXICON)
    units = LEXICON.vectors / np.linalg.norm(LEXICON.vectors, axis=1, keepdims=True)
    mean = (units[0] + units[1]) / 2
    np.testing.assert_allclose(data.vectors[0], mean / np.linalg.norm(mean), rtol=1e-5)
    assert data.left_out.tolist() == [4]
    assert data.columns["taken for"].text == [
        "place",
        "work",
        "place",
        "work",
        "",
        data.columns["taken for"].text[5],
    ]
    assert np.isnan(data.columns["log-probability"].values).tolist() == [False] * 4 + [True, False]


@pytest.mark.parametrize(
    ("written", "classes"),
    [
        ('label,text\nplace,"river, lake"\nwork,novel\n', None),
        ('text,extra,Label\n"river, lake",9,place\nnovel,9,work\n', None),
        ('1,river,lake\n\n2,"novel",""\n', ["place", "work"]),
    ],
    ids=["named columns", "other order", "dbPedia's form"],
)
def test_a_csv_is_read_with_or_without_its_first_line(tmp_path, written, classes):
    path = tmp_path / "said.csv"
    path.write_text(written, encoding="utf-8")
    found = text.train(path, classes=classes, dim=4, epochs=1)
    data = text.documents(path, found, classes=classes)
    assert data.name == "said"
    assert data.columns["label"].text == ["place", "work"]
    assert [words(cell) for cell in data.columns["text"].text] == [["river", "lake"], ["novel"]]


def csv_file(folder, written):
    (folder / "said.csv").write_bytes(written)
    return folder / "said.csv"


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda _: text.documents("nowhere.csv"), PathError, "nowhere"),
        (lambda at: text.documents(csv_file(at, b"a,b\nalone\n")), FormatError, "line 2: .*got 1 cell"),
        (lambda at: text.documents(csv_file(at, b"a,\xff\n")), FormatError, "UTF-8"),
        (lambda at: text.documents(csv_file(at, b'a,"b\n')), FormatError, "line"),
        (lambda at: text.documents(csv_file(at, b"")), ShapeError, "none"),
        (lambda _: text.documents((["a"], [])), ShapeError, "1 labels for 0 texts"),
        (lambda _: text.documents(3), ShapeError, "a int"),
        (lambda _: text.documents((["a"], ["b"])), ShapeError, "two labels"),
        (lambda _: text.documents((["3"], ["b"]), classes=["x"]), ShapeError, "from 1 to 1"),
        (lambda _: text.documents((LABELS, TEXTS), "m.bin", vectors=LEXICON), ParameterError, "both"),
        (lambda _: text.documents((LABELS[:2], TEXTS[:2]), vectors=LEXICON), ShapeError, "rarest on 1"),
        (lambda _: text.documents((LABELS, TEXTS), vectors=np.eye(4)), ShapeError, "column of words"),
        (lambda _: text.load("nowhere.bin"), PathError, "nowhere"),
        (lambda at: text.load(csv_file(at, b"no model at all, but some bytes")), FormatError, "save_model"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(tmp_path, call, error, said):
    with pytest.raises(error, match=said):
        call(tmp_path)


def test_a_missing_fasttext_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "fasttext", None)
    with pytest.raises(MissingExtra, match=r"hyperscope\[fasttext\]"):
        text.train((["a", "b"], ["c", "d"]))
