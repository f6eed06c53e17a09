"""Columns on demand, and colours of the file's own."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from tests.server.conftest import flowers


class Genes:
    """Three columns, one with a name that a path must carry."""

    names = ("actin", "BRCA/1", "brca2")

    def column(self, name):
        return Column.of(name, [self.names.index(name)] * 6)


def atlas() -> Dataset:
    kind = replace(flowers().columns["kind"], colors={"tulip": "#00ff00", "rose": "#ff0000"})
    return replace(flowers(), columns={"kind": kind}, features=Genes())


@pytest.fixture
def session(lab):
    return lab.session(Entry("atlas", "memory", atlas), Entry("flowers", "memory", flowers))


def test_names_are_looked_up(client):
    assert client.get("api/datasets/atlas").json()["features"] == 3
    found = client.get("api/datasets/atlas/features", params={"text": "BRCA"}).json()
    assert found == {"total": 2, "names": ["BRCA/1", "brca2"]}
    assert client.get("api/datasets/atlas/features").json()["total"] == 3
    assert client.get("api/datasets/flowers/features").json() == {"total": 0, "names": []}


def test_one_comes_as_arrow(client):
    answer = client.get("api/datasets/atlas/features/BRCA/1")
    (column,) = pa.ipc.open_stream(answer.content).read_all().columns
    np.testing.assert_array_equal(column.to_numpy(), [1.0] * 6)


def test_an_unknown_one_is_refused_in_words(client):
    for entry in ("atlas", "flowers"):
        answer = client.get(f"api/datasets/{entry}/features/nothing")
        assert (answer.status_code, answer.json()["got"]) == (400, "'nothing'")


def test_colours_stand_in_the_order_of_the_categories(client):
    (kind,) = client.get("api/datasets/atlas").json()["columns"]
    assert kind["colors"] == ["#ff0000", "#00ff00", "", ""]
    assert client.get("api/datasets/flowers").json()["columns"][0]["colors"] is None
