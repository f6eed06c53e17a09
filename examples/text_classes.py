"""Texts by class: fastText, parametric t-SNE, and where a class lands that was never seen.

    python examples/text_classes.py                       # the docstrings of Python's standard library, by package
    python examples/text_classes.py --csv dbpedia.csv     # any CSV of label,text

Writes texts.png, sure.png (how sure the model is of each class) and excluded-CLASS.png.
"""

import argparse
import ast
import sysconfig
from pathlib import Path

import numpy as np

import hyperscope
from hyperscope import plots, text

PACKAGES = (
    "asyncio",
    "email",
    "http",
    "importlib",
    "logging",
    "multiprocessing",
    "tkinter",
    "unittest",
    "xml",
)
LEAST_WORDS = 8
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(packages: tuple[str, ...], most: int) -> tuple[list[str], list[str]]:
    """Labels and texts: at most so many docstrings of each package."""
    labels, texts = [], []
    for package in packages:
        found = []
        for file in sorted((Path(sysconfig.get_path("stdlib")) / package).rglob("*.py")):
            if "test" not in file.parts:
                nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8", errors="replace")))
                found += [ast.get_docstring(node) or "" for node in nodes if isinstance(node, DOCUMENTED)]
        found = [said for said in dict.fromkeys(found) if len(said.split()) >= LEAST_WORDS][:most]
        labels += [package] * len(found)
        texts += found
    return labels, texts


def main(arguments: list[str] | None = None) -> None:
    """From a CSV to a study."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--csv", metavar="FILE", help="a CSV of label,text")
    parser.add_argument("--out", type=Path, default=Path("text-classes"))
    parser.add_argument("--small", action="store_true", help="three packages, one of them left out")
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)

    source = said.csv or docstrings(PACKAGES[:3] if said.small else PACKAGES, 40 if said.small else 250)
    seen = text.documents(source)  # also takes the CSV apart
    labels, texts = np.array(seen.columns["label"].text), np.array(seen.columns["text"].text)
    first, second = np.random.default_rng(0).permutation(len(labels)) % 2 == np.array([[0], [1]])
    model = text.train((labels[first], texts[first]), dim=32)
    data = text.documents((labels[second], texts[second]), model)
    named = np.mean(labels[second] == np.array(data.columns["taken for"].text))
    print(f"{named:.0%} of {data.n:,} texts that the model has not seen are given their own class.")

    fast = {"epochs": 2, "hidden": "16"} if said.small else {"hidden": "128, 128"}
    projection = hyperscope.ParametricTSNE(batch_size=256, learning_rate=3e-3, **fast)
    layout = projection.fit(data).layout_
    plots.scatter(layout, labels[second], names="inline", title="Texts that were not trained on").savefig(
        said.out / "texts.png"
    )
    sure = data.columns["log-probability"].values
    title = "How sure the model is of a text's own class"
    plots.ridge(sure, labels[second], title=title).savefig(said.out / "sure.png")

    study = plots.excluded(data, classes=[labels[0]] if said.small else None, projection=projection)
    print(study)
    pictures = study.save(said.out)
    print(f"Look at {said.out / 'texts.png'}, {said.out / 'sure.png'} and {pictures[0]}.")


if __name__ == "__main__":
    main()
