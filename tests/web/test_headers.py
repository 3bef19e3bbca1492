"""Security headers on pages, files, redirects and errors."""

from litestar import Litestar

from app.web.assets import static
from app.web.headers import SECURITY_HEADERS
from tests.browser import Browser
from tests.cast import Cast

PATHS = ("/anmelden", "/einstellungen", "/gibt-es-nicht", "/abmelden", "/gesund", "/schema")


async def test_every_kind_of_answer_has_them(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    for path in (*PATHS, static("spurwerk.css")):
        answer = await browser.get(path)
        for name, value in SECURITY_HEADERS.items():
            expected = answer.headers[name] if path.startswith("/static") else value
            assert answer.headers.get(name) == expected, (path, name)
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"].startswith("max-age=63072000")


async def test_static_files_may_be_kept_for_ever(anonymous: Browser) -> None:
    answer = await anonymous.get(static("spurwerk.css"))
    assert "immutable" in answer.headers["cache-control"]


async def test_pages_behind_the_login_are_never_kept(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    assert (await browser.get("/einstellungen")).headers["cache-control"] == "no-store"


async def test_schema_and_trace_are_off(anonymous: Browser) -> None:
    assert (await anonymous.get("/schema")).status_code == 404
    assert (await anonymous.client.request("TRACE", "/anmelden")).status_code == 405


async def test_cookies_are_host_bound_and_out_of_reach_of_scripts(anonymous: Browser) -> None:
    cookie = (await anonymous.get("/anmelden")).headers["set-cookie"]
    assert cookie.startswith("__Host-csrf=")
    for flag in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert flag in cookie
