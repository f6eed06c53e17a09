"""Who may ask: the token, the hosts that this server is known by, and the origins that may write.

As Jupyter does it. Names in the Host header are checked because a stranger's page can point its own name at 127.0.0.1
(DNS rebinding); origins are checked because a stranger's page can send forms to any address; the cookie's name holds the
port, because cookies ignore ports and two servers may run on one machine.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def new_token() -> str:
    """48 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(24)


@dataclass(frozen=True)
class Access:
    """`port` is the one the server listens on, `hosts` are names allowed beside this machine's own loopback.

    `framed` lets pages from this machine (a notebook) show the page in a frame.
    """

    port: int
    token: str = field(default_factory=new_token, repr=False)
    hosts: tuple[str, ...] = ()
    framed: bool = False

    @property
    def cookie(self) -> str:
        return f"hyperscope-{self.port}"

    def is_token(self, given: str | None) -> bool:
        """Compared in constant time, so that answering takes as long for a near miss as for nonsense."""
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def knows_host(self, host: str | None) -> bool:
        """Whether a Host header names this server, at any port (`ssh -L` may use another one)."""
        name = host_name(host)
        return name in LOOPBACK or self._allows(name)

    def may_write(self, origin: str | None, host: str | None) -> bool:
        """Whether a page from `origin` may write: the page served from this very `host`, or an allowed host's.

        Programs send no Origin. Another port of this machine is another origin, as it may be another person's.
        """
        if origin is None:
            return True
        netloc = origin.partition("://")[2].lower()
        if netloc and netloc == (host or "").lower():
            return True
        return self._allows(host_name(netloc))

    def _allows(self, name: str | None) -> bool:
        return bool(name) and name in map(str.lower, self.hosts)

    def admits(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> bool:
        """Whether a request carries the token, as its cookie or as `Authorization: Bearer`."""
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(bearer.strip()):
            return True
        return self.is_token(cookies.get(self.cookie))


def host_name(host: str | None) -> str | None:
    """The name in a Host header, lower case, without port and brackets; None where there is none."""
    if not host:
        return None
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
