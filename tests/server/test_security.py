"""One test for each promise of docs/explanation/security.md that the server keeps."""

import pytest

from hyperscope.server.access import Access
from tests.server.conftest import HERE, TOKEN

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
START = {"entry": "walkers", "method": "walk"}


def test_without_the_token_a_program_is_refused_in_one_shape(stranger):
    answer = stranger.get("/api/session")
    assert answer.status_code == 403
    assert answer.json()["kind"] == "TokenMissing"
    assert "Authorization: Bearer" in answer.json()["fix"]


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/assets/index-a1.js"])
def test_without_the_token_a_browser_reads_what_to_do(stranger, path):
    answer = stranger.get(path, headers=BROWSER)
    assert answer.status_code == 403
    assert "ends in ?token=" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "set-cookie" not in answer.headers


def test_the_token_in_the_address_gives_the_page_itself_and_a_cookie(stranger):
    answer = stranger.get(f"/?token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 200
    assert "<title>page</title>" in answer.text
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"hyperscope-7777={TOKEN};")
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert "path" not in cookie.lower()
    assert stranger.get("/api/session").status_code == 200


def test_the_cookie_of_another_port_opens_nothing(stranger):
    stranger.cookies.set("hyperscope-7778", TOKEN)
    assert stranger.get("/api/session").status_code == 403


@pytest.mark.parametrize("other", ['seen={"x": [1]}', "a[b]=1", '@odd="', "no value", "=", "ü=ä"])
def test_cookies_of_other_programs_do_not_hide_ours(stranger, other):
    sent = f"{other}; hyperscope-7777={TOKEN}; last=1".encode()
    assert stranger.get("/api/session", headers={"Cookie": sent}).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_bearer_equals_the_cookie(stranger, scheme):
    assert stranger.get("/api/session", headers={"Authorization": f"{scheme} {TOKEN}"}).status_code == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer ü"])
def test_any_other_authorization_is_refused(stranger, header):
    answer = stranger.get("/api/session", headers={"Authorization": header.encode("utf-8")})
    assert answer.status_code == 403


def test_the_address_carries_the_token_to_the_page_alone(stranger):
    assert stranger.get(f"/api/session?token={TOKEN}").status_code == 403
    assert stranger.post(f"/?token={TOKEN}").status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
@pytest.mark.parametrize("port", ["", ":7777", ":8000"])
def test_this_machine_is_known_at_any_port(client, host, port):
    assert client.get("/api/session", headers={"Host": host + port}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7777", "localhost.evil.example", "127.0.0.1.nip.io", "[", "", "10.0.0.1"],
)
def test_a_foreign_host_is_refused_even_with_the_token(client, host):
    answer = client.get("/api/session", headers={"Host": host})
    assert answer.status_code == 403
    assert answer.json()["kind"] == "HostRefused"


def test_a_foreign_host_is_told_how_to_be_allowed(client):
    answer = client.get("/api/session", headers={"Host": "lab.example:80"})
    assert "--allow-host lab.example" in answer.json()["fix"]
    page = client.get("/", headers={"Host": "lab.example<b>", **BROWSER})
    assert page.status_code == 403
    assert "--allow-host" in page.text
    assert "<b>" not in page.text


def test_an_allowed_host_is_answered(client_of):
    client = client_of("Lab.example", hosts=("lab.EXAMPLE",))
    assert client.get(f"/?token={TOKEN}").status_code == 200


def test_healthz_needs_no_token_but_a_known_host(stranger):
    assert stranger.get("/healthz").text == "ok"
    assert stranger.get("/healthz", headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9999",
        "null",
        "http://localhost:7777.evil.example",
        "http://127.0.0.1:7777",
        "http://[::1",
        "//",
    ],
)
def test_a_foreign_origin_cannot_write(client, session, origin):
    answer = client.post("/api/runs", json=START, headers={"Origin": origin})
    assert answer.status_code == 403
    assert answer.json()["kind"] == "OriginRefused"
    assert not list(session.runs)


@pytest.mark.parametrize("headers", [{}, {"Origin": HERE}])
def test_the_page_itself_and_programs_write(client, headers):
    assert client.post("/api/runs", json=START, headers=headers).status_code == 201


def test_the_page_writes_through_a_tunnel_at_another_port(client):
    headers = {"Host": "localhost:9000", "Origin": "http://localhost:9000"}
    assert client.post("/api/runs", json=START, headers=headers).status_code == 201


@pytest.mark.parametrize("origin", ["null", "file://", "//"])
def test_an_empty_name_allows_nobody(client_of, origin):
    """`--allow-host "$NAME"` in a script where NAME is not set."""
    client = client_of(hosts=("",))
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    assert client.post("/api/runs", json=START, headers={"Origin": origin}).status_code == 403


def test_the_page_of_an_allowed_host_writes_through_a_proxy_that_rewrites_the_host(client_of):
    client = client_of(hosts=("hub.example",))
    client.get(f"/?token={TOKEN}")
    answer = client.post("/api/runs", json=START, headers={"Origin": "https://hub.example"})
    assert answer.status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_write_that_is_not_json_is_refused(client, session, kind):
    content = b'{"entry": "walkers", "method": "walk"}'
    answer = client.post("/api/runs", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert not list(session.runs)


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/session", "/api/nothing", "/assets/index-a1.js"])
def test_every_answer_has_the_policy(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_answers_to_the_refused_have_the_policy_too(stranger):
    answer = stranger.get("/", headers=BROWSER)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<style" not in answer.text
    assert "<script" not in answer.text


def test_only_a_shown_page_may_be_framed_by_this_machine(client_of):
    policy = client_of(framed=True).get("/healthz").headers["content-security-policy"]
    assert "frame-ancestors 'self' http://localhost:*" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%00",
        "/assets/" + "a" * 5_000 + ".js",
    ],
)
def test_no_path_leads_out_of_the_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace(path, "").replace("secret.txt", "")


def test_a_link_in_the_page_leads_nowhere(client, static):
    try:
        (static / "out.txt").symlink_to(static.parent / "secret.txt")
    except OSError:
        pytest.skip("this machine makes no symbolic links")
    assert client.get("/out.txt").status_code == 404


def test_tokens_are_long_and_never_the_same():
    assert Access(1).token != Access(1).token
    assert len(Access(1).token) >= 32
    assert Access(1).token not in repr(Access(1))
