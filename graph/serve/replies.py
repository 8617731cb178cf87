"""Responses: their headers, their caching, and what stands in place of an answer that is none."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from ..errors import ClaimgraphError
from ..querying.pool import Busy
from ..views.as_json import as_json
from .faults import NoToken, body_of, page_of, status_of
from .negotiation import prefers_page

POLICY = "default-src 'none'; frame-ancestors 'none'"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_TEXT = ("text/", "application/json", "application/sparql-results+json")


def etag(generation: str, *parts: str) -> str:
    """The name of one answer: of the state of the data, the route, the parameters and the form."""
    text = "\0".join((generation, *parts))
    return f'"{sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the client says that it has the answer called ``tag``."""
    header = request.headers.get("if-none-match")
    if header is None:
        return False
    return header.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in header.split(",")]


def unchanged(tag: str) -> Response:
    """What is said of an answer that the client has already."""
    return Response(None, 304, {"etag": tag, **_caching()})


def reply(body: bytes, media_type: str, tag: str | None = None, **headers: str) -> Response:
    """An answer; ``headers`` are named with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {"etag": tag, **_caching()} if tag else {"cache-control": "no-store", "vary": "Accept"}
    response = Response(body, 200, {**kept, **named})
    response.headers["content-type"] = with_charset(media_type)
    return response


def with_charset(media_type: str) -> str:
    """``media_type`` with its charset, where a reader might guess another."""
    return (
        f"{media_type}; charset=utf-8"
        if media_type.startswith("text/") and ";" not in media_type
        else media_type
    )


def _caching() -> dict[str, str]:
    return {"cache-control": "no-cache", "vary": "Accept"}


def problem(
    error: ClaimgraphError, accept: str | None, headers: Mapping[str, str] | None = None, folder: str = ""
) -> Response:
    """What is wrong: as JSON, or as a page where one is asked for; without the path of ``folder``."""
    if folder and folder in error.message:
        error.message = error.message.replace(folder, "data")
    if prefers_page(accept):
        body, media_type = page_of(error).encode("utf-8", "backslashreplace"), "text/html; charset=utf-8"
    else:
        body, media_type = as_json(body_of(error)), "application/json"
    response = Response(
        body, status_of(error), {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
    )
    response.headers["content-type"] = media_type
    if isinstance(error, Busy):
        response.headers["retry-after"] = "1"
    if isinstance(error, NoToken):
        response.headers["www-authenticate"] = "Bearer"
    return response
