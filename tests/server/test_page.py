import pytest

from tests.server.conftest import TOKEN


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("assets/index-a1.js", "text/javascript; charset=utf-8"),
        ("assets/index-a1.css", "text/css; charset=utf-8"),
        ("assets/inter-a1.woff2", "font/woff2"),
        ("assets/icon-a1.svg", "image/svg+xml"),
        ("favicon.svg", "image/svg+xml"),
    ],
)
def test_files_have_their_type_whatever_the_machine_thinks(client, name, kind):
    assert client.get(f"/{name}").headers["content-type"] == kind


def test_what_has_a_hash_in_its_name_is_kept_and_the_page_never(client):
    assert "immutable" in client.get("/assets/index-a1.js").headers["cache-control"]
    assert client.get("/favicon.svg").headers["cache-control"] == "no-cache"
    assert client.get("/").headers["cache-control"] == "no-store"


def test_a_checkout_that_is_not_built_says_how(client_of, tmp_path):
    answer = client_of(page=tmp_path / "nowhere").get(f"/?token={TOKEN}")
    assert answer.status_code == 503
    assert "scripts/build" in answer.text
