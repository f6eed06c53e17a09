import socket

import pytest

from hyperscope.errors import ParameterError, PortTaken
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


@pytest.mark.parametrize("host", ["203.0.113.1", "nowhere.invalid", "256.1.1.1", "ü" * 70, "a b"])
@pytest.mark.parametrize("port", [None, 18_999])
def test_a_host_that_is_not_this_machine_is_an_error(host, port):
    with pytest.raises(
        ParameterError, match=f"host: expected a name or address of this machine, got '{host}'"
    ):
        listen(host, port)


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")]
)
def test_the_address_is_one_a_browser_here_can_open(host, name):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        assert address(host, sock, "t") == f"http://{name}:{sock.getsockname()[1]}/?token=t"
