import asyncio
import threading
from pathlib import Path

import httpx
import numpy as np
import pytest

import hyperscope
from hyperscope.errors import HyperscopeError
from hyperscope.server.show import show

SAMPLE = Path(__file__).parents[1] / "fixtures" / "bookmarks" / "word2vec_full_bookmarks.txt"


@pytest.fixture
def vectors():
    return np.random.default_rng(0).normal(size=(20, 4)).astype(np.float32)


def test_an_array_is_shown_until_closed(vectors):
    shown = show(vectors, metadata=[f"row {i}" for i in range(20)])
    with httpx.Client() as client:
        assert client.get(shown.url).status_code in (200, 503)  # 503: the page has not been built
        base = shown.url.partition("?")[0]
        (entry,) = client.get(f"{base}api/session").json()["entries"]
        dataset = client.get(f"{base}api/datasets/{entry['id']}").json()
        assert (dataset["n"], dataset["d"]) == (20, 4)
        assert client.get(f"{base}api/datasets/{entry['id']}/rows/7").json()["cells"].popitem()[1] == "row 7"
    shown.close()
    shown.close()
    with pytest.raises(httpx.ConnectError, match=r"refused|attempts failed"):
        httpx.get(base)


def test_it_works_where_an_event_loop_runs_already(vectors):
    async def cell():
        with hyperscope.show(vectors) as shown:
            return shown.url

    assert asyncio.run(cell()).startswith("http://127.0.0.1:")


def test_a_notebook_gets_a_frame(vectors):
    with show(vectors) as shown:
        html = shown._repr_html_()
        assert '<iframe src="http://localhost:' in html
        assert httpx.get(shown.url).headers["content-security-policy"].count("http://localhost:*") == 1


def test_two_pages_live_side_by_side_and_leave_no_thread(vectors):
    before = threading.active_count()
    with show(vectors) as one, show(vectors) as two:
        assert one.url != two.url
    assert threading.active_count() <= before


def test_what_cannot_be_shown_is_told():
    with pytest.raises(HyperscopeError, match="expected"):
        show(np.array([["a", "b"]]))


def test_saved_views_are_shown_with_the_data(vectors):
    with show(vectors, bookmarks=[SAMPLE]) as shown, httpx.Client() as client:
        client.get(shown.url)
        base = shown.url.partition("?")[0]
        (entry,) = client.get(f"{base}api/session").json()["entries"]
        assert len(client.get(f"{base}api/datasets/{entry['id']}/bookmarks").json()) == 1
    with pytest.raises(HyperscopeError, match="bookmarks"):
        show(vectors, bookmarks=["nowhere.json"])
