import socket

import pytest

from hyperscope.errors import PortTaken
from hyperscope.server.serve import address, listen


@pytest.fixture
def taken():
    with listen("127.0.0.1", None, 18_777) as sock:
        yield sock.getsockname()[1]


def test_a_taken_port_is_passed_over(taken):
    with listen("127.0.0.1", None, taken) as sock:
        assert sock.getsockname()[1] > taken


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(taken):
    with pytest.raises(
        PortTaken, match=f"expected a free port, got .* at 127.0.0.1:{taken}. Choose another with --port"
    ):
        listen("127.0.0.1", taken)


def test_a_host_that_is_not_this_machine_is_an_error():
    with pytest.raises(PortTaken, match=r"at 203\.0\.113\.1:"):
        listen("203.0.113.1", None)


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")]
)
def test_the_address_is_one_a_browser_here_can_open(host, name):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        assert address(host, sock, "t") == f"http://{name}:{sock.getsockname()[1]}/?token=t"
