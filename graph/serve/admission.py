"""Who may ask: by which name, from which page, with which token.

A page of somebody else's, open in the reader's browser, can send requests to this machine: by a name
that it lets point here (Host), by its scripts (Origin), as a picture or a frame (Sec-Fetch-Site). What
is refused is refused before anything is read or computed.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from ..errors import ClaimgraphError
from .faults import Forbidden, NoToken, WrongHost
from .settings import Settings, is_loopback

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
Headers = Mapping[str, str]


class Admission:
    """The rules of one server, which listens on ``port``."""

    def __init__(self, settings: Settings, port: int) -> None:
        named = [*LOOPBACK, *settings.allowed]
        host = settings.host
        if not is_loopback(host) and host not in ("0.0.0.0", "::", ""):
            named.append(f"[{host}]" if ":" in host and not host.startswith("[") else host)
        self.hosts = {name.lower() for name in named}
        self.hosts |= {f"{name.lower()}:{port}" for name in named}
        self.cors = frozenset(origin.lower() for origin in settings.cors)
        self.token = settings.token
        self.cookie = f"claimgraph-{port}"

    def refusal(self, method: str, headers: Headers, *, page: bool) -> ClaimgraphError | None:
        """Why a request with these headers (names in small letters) is not answered; tokens apart.

        ``page`` says whether a page is at that address, to which another site may lead.
        """
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return WrongHost(
                "the server does not go by that name", "claimgraph serve --allow-host NAME gives it one more"
            )
        origin = headers.get("origin")
        if origin is not None and not self.own(origin, host):
            if origin.lower() in self.cors:
                return None
            return Forbidden(
                "pages of another origin may not ask", "claimgraph serve --cors ORIGIN lets one in"
            )
        if headers.get("sec-fetch-site") == "cross-site" and not (
            page
            and method in ("GET", "HEAD")
            and headers.get("sec-fetch-mode") == "navigate"
            and headers.get("sec-fetch-dest") == "document"
        ):
            return Forbidden("pages of another site may not ask")
        return None

    def own(self, origin: str, host: str) -> bool:
        """Whether ``origin`` is this server's, by the name it was called; a proxy may have done TLS."""
        return origin.lower() in (f"http://{host}", f"https://{host}")

    def shared_with(self, origin: str | None) -> str | None:
        """The origin whose pages may read the answer, if it is a page of theirs that asks."""
        return origin if origin is not None and origin.lower() in self.cors else None

    def is_token(self, given: str) -> bool:
        """Whether ``given`` is the token; takes as long for any."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def unknown(self, headers: Headers) -> ClaimgraphError | None:
        """Why somebody with these headers is not known, where a token is needed."""
        if self.token is None:
            return None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(given.strip()):
            return None
        if self.is_token(self._in_cookie(headers.get("cookie", ""))):
            return None
        return NoToken("a token is needed", "send Authorization: Bearer TOKEN, or open /?token=TOKEN once")

    def _in_cookie(self, header: str) -> str:
        try:
            found = SimpleCookie(header).get(self.cookie)
        except CookieError:
            return ""
        return unquote(found.value) if found is not None else ""

    def set_cookie(self) -> str:
        """The header that makes a browser remember the token."""
        return f"{self.cookie}={quote(self.token or '', safe='')}; HttpOnly; SameSite=Strict; Path=/"
