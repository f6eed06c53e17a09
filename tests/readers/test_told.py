"""Reading can be left on its way, whatever the format: every reader that goes through its file tells how far it is."""

import gzip
import json
import sqlite3

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from hyperscope.progress import listening
from hyperscope.readers import inspect

ROWS = np.arange(12, dtype=np.float32).reshape(4, 3)
LINES = ["\t".join(f"{value:g}" for value in row) for row in ROWS]


class Left(BaseException):
    pass


def tsv(path):
    path.write_text("\n".join(LINES))


def odd_tsv(path):
    path.write_text("\n".join(LINES).replace("11", "１１"), "utf-8")


def packed(path):
    path.write_bytes(gzip.compress("\n".join(LINES).encode()))


def table(path):
    path.write_text("name,x,y\na,1.5,2\nb,3.5,4\nc,5.5,6\n")


def records(path):
    path.write_text("\n".join(json.dumps({"v": row.tolist()}) for row in ROWS))


def words(path):
    path.write_text("\n".join(f"w{at} " + " ".join(f"{v:g}" for v in row) for at, row in enumerate(ROWS)))


def parquet(path):
    pa.parquet.write_table(pa.table({"v": ROWS.tolist()}), path)


def compressed(path):
    np.savez_compressed(path, v=ROWS)


def database(path):
    with sqlite3.connect(path) as there:
        there.execute("create table t (x real, y real)")
        there.executemany("insert into t values (?, ?)", ROWS[:, :2].tolist())
    there.close()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (tsv, "a.tsv"),
        (odd_tsv, "a.tsv"),
        (packed, "a.tsv.gz"),
        (table, "a.csv"),
        (records, "a.jsonl"),
        (words, "a.vec"),
        (parquet, "a.parquet"),
        (compressed, "a.npz"),
        (database, "a.sqlite"),
    ],
)
def test_reading_is_left_when_whoever_listens_has_enough(tmp_path, write, name):
    def enough(_):
        raise Left

    write(tmp_path / name)
    (entry, *_) = inspect(tmp_path / name)
    assert len(entry.load().vectors), "it can be read to its end"
    with pytest.raises(Left, match=r"^$"), listening(enough):
        inspect(tmp_path / name)[0].load()


def test_so_is_a_look_at_all_rows(tmp_path):
    def enough(_):
        raise Left

    np.save(tmp_path / "a.npy", ROWS)
    (entry,) = inspect(tmp_path / "a.npy")
    dataset = entry.load()
    with pytest.raises(Left, match=r"^$"), listening(enough):
        _ = dataset.left_out
