"""Every route as anonymous, stranger, former member, another county's office, member and right person."""

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest
from litestar import Litestar

from app.web.assets import static_path
from tests.browser import Browser
from tests.cast import Cast
from tests.rights import Expected, Right

FEATURES = (
    "people", "groups", "composition", "vorlagen", "meetings", "decisions", "invitations", "mandates", "tasks",
    "minutes", "accounts", "digest", "feeds", "importers", "oparl", "overview", "outbox",
    "succession", "rosters",
    "duplicates", "handover", "privacy",
)  # fmt: skip
WITHOUT_RIGHTS = {"/gesund", "/bereit"}  # for the operator's watch; say nothing


def modules(name: str) -> Iterator[ModuleType]:
    for feature in FEATURES:
        if importlib.util.find_spec(f"tests.{feature}.{name}"):
            yield importlib.import_module(f"tests.{feature}.{name}")


MATRIX: list[Right] = [row for module in modules("rights") for row in module.RIGHTS]


def served(app: Litestar) -> set[tuple[str, str]]:
    """(method, path) of every handler but the static files."""
    return {
        (method, route.path)
        for route in app.routes
        for method in getattr(route, "methods", ())
        if method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
        and not route.path.startswith(static_path())
        and route.path not in WITHOUT_RIGHTS
    }


def shape(path: str) -> str:
    """/gruppen/{group_id:uuid} → /gruppen/{group_id}, as Litestar formats it."""
    return "/".join(
        "{" + part[1:-1].split(":")[0] + "}" if part.startswith("{") else part
        for part in path.split("/")
    )


def test_matrix_has_exactly_the_routes_of_the_app(app: Litestar) -> None:
    listed = {(row.method, shape(row.path)) for row in MATRIX}
    assert {(m, shape(p)) for m, p in served(app)} == listed


async def filled(cast: Cast) -> dict[str, str]:
    world: dict[str, str] = {"token": "unbekannt", "session_id": str(cast.body.id)}
    for module in modules("make"):
        if hasattr(module, "build_world"):
            await module.build_world(cast, world)
    return world


def address(row: Right, world: dict[str, str]) -> str:
    path = shape(row.path)
    for name, value in world.items():
        path = path.replace("{" + name + "}", value)
    assert "{" not in path, f"build_world has nothing for {path}"
    return path


async def visit(browser: Browser, row: Right, path: str) -> tuple[int, str]:
    await browser.get("/anmelden" if browser.is_anonymous else "/einstellungen")
    if row.method == "GET":
        answer = await browser.get(path)
    else:
        answer = await browser.post(path, dict(row.form))
    return answer.status_code, answer.headers.get("location", "")


def fits(expected: Expected, status: int, location: str) -> bool:
    to_login = status == 303 and location.startswith("/anmelden")
    if expected == "login":
        return to_login
    if expected == "open":
        return status < 500 and status not in {401, 403, 404, 405}
    return status == expected


VISITORS = (
    ("anonymous", None),
    ("stranger", "dirk"),
    ("former", "eva"),
    ("other_office", "frieda"),
    ("member", "carla"),
)


@pytest.mark.parametrize(("role", "name"), VISITORS)
async def test_every_route_as(app: Litestar, cast: Cast, role: str, name: str | None) -> None:
    world = await filled(cast)
    wrong = []
    for row in sorted(MATRIX, key=lambda row: (row.method, row.path)):
        browser = Browser(app)
        if name:
            await browser.log_in(cast.id(name))
        expected: Expected = getattr(row, role)
        status, location = await visit(browser, row, address(row, world))
        if not fits(expected, status, location):
            wrong.append(f"{row.method} {row.path}: {status} {location}, expected {expected}")
    assert not wrong


async def test_every_route_as_the_right_person(app: Litestar, cast: Cast) -> None:
    world = await filled(cast)
    wrong = []
    for row in sorted(MATRIX, key=lambda row: (row.method, row.path)):
        if row.anonymous in {403, 404}:
            continue  # a token that nobody holds
        browser = await Browser(app).log_in(cast.id(row.right))
        status, location = await visit(browser, row, address(row, world))
        own_session = "session_id" in row.path
        if not own_session and not fits("open", status, location):
            wrong.append(f"{row.method} {row.path}: {status} as {row.right}")
    assert not wrong
