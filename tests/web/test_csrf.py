"""Every unsafe route refuses what does not come from one of our own pages of this login."""

import pytest
from litestar import Litestar

from tests.browser import Browser
from tests.cast import Cast
from tests.house.test_rights import MATRIX, address, filled
from tests.rights import Right

# RFC 8058: the token in the address is the sole credential.
NO_CSRF = {"/abmelden/{token:str}", "/benachrichtigungen/{token:str}"}
POSTS = [row for row in MATRIX if row.method == "POST" and row.path not in NO_CSRF]


async def refused(app: Litestar, cast: Cast, headers: dict[str, str], *, token: str) -> list[str]:
    world, wrong = await filled(cast), []
    for row in POSTS:
        browser = await Browser(app).log_in(cast.id("anna"))
        await browser.get("/einstellungen")
        sent = {"own": browser.token, "none": "", "other": await token_of(app, cast)}[token]
        answer = await browser.client.post(
            address(row, world), data={"_csrf_token": sent}, headers=headers
        )
        wrong += [] if answer.status_code == 403 else [f"{row.path}: {answer.status_code}"]
    return wrong


async def token_of(app: Litestar, cast: Cast) -> str:
    other = await Browser(app).log_in(cast.id("anna"))
    await other.get("/einstellungen")
    return other.token


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, "none"),
        ({}, "other"),
        ({"Origin": "https://evil.example"}, "own"),
        ({"Sec-Fetch-Site": "cross-site"}, "own"),
        ({"Sec-Fetch-Site": "same-site"}, "own"),
    ],
)
async def test_unsafe_request_from_elsewhere_gets_403(
    app: Litestar, cast: Cast, headers: dict[str, str], token: str
) -> None:
    assert await refused(app, cast, headers, token=token) == []


def test_only_the_unsubscribe_post_goes_without_csrf_token(app: Litestar) -> None:
    free = {
        str(route.path)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if handler.opt.get("no_csrf")
    }
    assert free <= NO_CSRF


def test_matrix_has_unsafe_routes() -> None:
    assert Right(method="POST", path="/abmelden").path in {row.path for row in POSTS}
