"""Who may ask the server: by which name, from which page, with which token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Live, live
from serving_here import Here

from claimgraph.errors import UsageError
from claimgraph.serve.settings import Settings, checked, is_loopback, read_token

DATA = Path(__file__).parent.parent / "data"
TOKEN = "a-token-of-some-length"


@pytest.fixture(scope="module")
def site() -> Here:
    return Here(DATA, 1, allowed=("claims.example.org", "localhost:9000"), cors=("https://app.example.org",))


@pytest.fixture(scope="module")
def secret() -> Here:
    return Here(DATA, 1, token=TOKEN)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8321", 200),
        ("localhost:8321", 200),
        ("LOCALHOST", 200),
        ("[::1]:8321", 200),
        ("claims.example.org", 200),
        ("claims.example.org:8321", 200),
        ("localhost:9000", 200),
        ("127.0.0.1:80", 421),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8321", 421),
        ("localhost.", 421),
        ("", 421),
    ],
)
def test_the_server_goes_by_its_names_and_no_other(site: Here, host: str, status: int) -> None:
    answer = site.answered("/api/check", headers={"Host": host})
    assert answer.status == status
    assert status == 200 or answer.code == "host"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8321", 200),
        ("https://127.0.0.1:8321", 200),
        ("https://app.example.org", 200),
        ("null", 403),
        ("http://localhost:8321", 403),
        ("http://127.0.0.1:1", 403),
        ("http://evil.example", 403),
        ("https://app.example.org.evil.example", 403),
        ("", 403),
    ],
)
def test_pages_of_other_origins_may_not_ask(site: Here, origin: str, status: int) -> None:
    for method in ("GET", "POST"):
        answer = site.answered("/sparql", method, headers={"Origin": origin})
        assert (answer.status == 403) == (status == 403)
    answer = site.answered("/api/check", headers={"Origin": origin})
    assert answer.status == status
    shared = answer.headers.get("access-control-allow-origin")
    assert shared == ("https://app.example.org" if origin == "https://app.example.org" else None)
    assert "Origin" in answer.headers["vary"]


def fetch(site: str, mode: str = "no-cors", dest: str = "image") -> dict[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}


@pytest.mark.parametrize(
    ("target", "headers", "allowed"),
    [
        ("/sparql?query=ASK%7B%7D", fetch("cross-site"), False),
        ("/sparql?query=ASK%7B%7D", fetch("cross-site", "navigate", "document"), False),
        ("/sparql?%71uery=ASK%7B%7D", fetch("cross-site", "navigate", "document"), False),
        ("/api/check", fetch("cross-site", "navigate", "document"), False),
        ("/api/", fetch("cross-site", "navigate", "document"), False),
        ("/data", fetch("cross-site"), False),
        ("/", fetch("cross-site", "navigate", "iframe"), False),
        ("/", fetch("cross-site", "navigate", "document"), True),
        ("/sparql", fetch("cross-site", "navigate", "document"), True),
        ("/watanabe-2015/note/27", fetch("cross-site", "navigate", "document"), True),
        ("/api/check", fetch("same-origin", "cors", "empty"), True),
        ("/api/check", fetch("none", "navigate", "document"), True),
    ],
)
def test_another_site_may_lead_to_a_page_and_load_nothing(
    site: Here, target: str, headers: dict[str, str], allowed: bool
) -> None:
    answer = site.answered(target, headers=headers)
    assert (answer.status != 403) == allowed
    assert allowed or answer.code == "forbidden"


def test_a_preflight_is_answered_for_a_listed_origin_alone(site: Here) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = site.answered("/sparql", "OPTIONS", headers={"Origin": "https://app.example.org", **asked})
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "https://app.example.org"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert (
        site.answered("/sparql", "OPTIONS", headers={"Origin": "http://evil.example", **asked}).status == 403
    )


def test_every_response_has_its_headers(site: Here) -> None:
    for target, headers in (
        ("/", {}),
        ("/api/check", {}),
        ("/nothing", {}),
        ("/api/supports", {"Accept": "text/html"}),
        ("/api", {"Host": "evil.example"}),
        ("/sparql", {"Accept": "text/html"}),
        ("/watanabe-2015/note/27", {"Accept": "text/html"}),
    ):
        found = site.answered(target, headers=headers).headers
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "no-referrer"
        assert found["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in found["content-security-policy"]
        assert "server" not in found


# --- the token


def test_without_the_token_nothing_is_answered(secret: Here) -> None:
    for target in ("/", "/api", "/healthz", "/sparql", "/nothing", "/watanabe-2015/note/27"):
        answer = secret.answered(target)
        assert (answer.status, answer.code) == (401, "token")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_with_the_token_everything_is(secret: Here, scheme: str) -> None:
    assert secret.answered("/api/check", headers={"Authorization": f"{scheme} {TOKEN}"}).status == 200


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, "Bearer é"],
)
def test_anything_else_is_not_the_token(secret: Here, header: str) -> None:
    assert secret.answered("/api/check", headers={"Authorization": header}).status == 401


def test_a_browser_opens_an_address_with_the_token_once(secret: Here) -> None:
    answer = secret.answered(f"/?token={TOKEN}&x=1")
    assert (answer.status, answer.headers["location"], answer.body) == (303, "/?x=1", b"")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    value = cookie.split(";")[0]
    assert secret.answered("/api/check", headers={"Cookie": f"other=1; {value}"}).status == 200
    assert secret.answered("/api/check", headers={"Cookie": f"{value}x"}).status == 401
    assert secret.answered("/?token=wrong").status == 401
    assert secret.answered(f"/?token={TOKEN}&token={TOKEN}").status == 401
    assert secret.answered(f"/api/check?token={TOKEN}").status == 401


def test_the_name_is_asked_for_before_the_token(secret: Here) -> None:
    asked = {"Host": "evil.example", "Authorization": f"Bearer {TOKEN}"}
    assert secret.answered("/api", headers=asked).status == 421


def test_a_token_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\nmore\n")
    assert read_token(file) == TOKEN
    for wrong in ("", "short", "with a space in it somewhere", "ü" * 20):
        file.write_text(wrong)
        with pytest.raises(UsageError, match="holds no token"):
            read_token(file)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(port=-1),
        Settings(port=65536),
        Settings(workers=0),
        Settings(timeout=0),
        Settings(timeout=float("nan")),
        Settings(cors=("*",)),
        Settings(cors=("https://example.org/path",)),
        Settings(allowed=("*",)),
        Settings(allowed=("a/b",)),
        Settings(rdf=Path("x.ttl"), watch=True),
    ],
)
def test_settings_that_make_no_sense_are_a_wrong_usage(settings: Settings) -> None:
    with pytest.raises(UsageError):
        checked(settings)


def test_loopback_is_this_machine_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8")))
    assert not any(
        map(is_loopback, ("0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.0.0.1.example.org"))
    )


@pytest.fixture(scope="module")
def open_to_all() -> Iterator[Live]:
    with live("--host", "0.0.0.0") as server:
        yield server


def test_another_host_needs_a_token_that_is_said_once_on_standard_error(open_to_all: Live) -> None:
    assert open_to_all.ask("/healthz").status == 401
    assert open_to_all.process.stderr is not None
    warning, said = open_to_all.process.stderr.readline(), open_to_all.process.stderr.readline()
    assert "not encrypted" in warning
    token = said.strip().rpartition("token=")[2]
    assert len(token) >= 43  # 32 bytes
    assert open_to_all.ask("/healthz", headers={"Authorization": f"Bearer {token}"}).status == 200
    assert open_to_all.ask(f"/?token={token}").status == 303
    open_to_all.end()
    out, rest = open_to_all.process.communicate()
    assert token not in out + rest
