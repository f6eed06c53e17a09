"""`hyperscope export`: what is said on the command line is what the folder holds."""

import json

import pytest
from click.testing import CliRunner

from hyperscope.cli import main


def test_an_export_says_what_it_wrote_and_how_to_look_at_it(tmp_path):
    out = tmp_path / "site"
    said = [
        "export",
        "demo:iris",
        "--out",
        str(out),
        "--layout",
        "pca:2",
        "--layout",
        "pca",
        "--k",
        "5",
        "--by",
        "euclidean",
    ]
    result = CliRunner().invoke(main, said)
    assert result.exit_code == 0, result.output
    assert f"{out}: 150 × 4" in result.output
    assert f"python -m http.server -d {out}" in result.output
    told = json.loads((out / "manifest.json").read_bytes())
    assert [one["run"]["n_components"] for one in told["runs"]] == [2, 3]
    assert (told["neighbors"]["k"], told["neighbors"]["metric"]) == (5, "euclidean")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["demo:iris"], 2, "--out"),
        (["demo:iris", "demo:digits", "--out", "OUT"], 2, "Name one SOURCE"),
        (["demo:iris", "--out", "OUT", "--layout", "tsen"], 1, "'tsne'"),
        (["demo:iris", "--out", "OUT", "--layout", "pca", "--perplexity", "5"], 1, "perplexity"),
    ],
)
def test_what_was_said_wrongly_is_told_and_nothing_is_written(tmp_path, words, code, told):
    out = tmp_path / "site"
    result = CliRunner().invoke(main, ["export", *(str(out) if word == "OUT" else word for word in words)])
    assert (result.exit_code, out.exists()) == (code, False)
    assert told in result.output
