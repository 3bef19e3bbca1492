"""Every route of the app has its row in a matrix; tests/house/test_rights_of_everybody.py asks all."""

import importlib
from collections.abc import Iterator
from types import ModuleType

from litestar import Litestar

from app.web.assets import static_path
from tests.cast import Cast
from tests.matrix import CAPABILITIES, CAST, MOST, Who
from tests.rights import Right

FEATURES = (
    "people", "groups", "composition", "vorlagen", "meetings", "series", "decisions", "invitations", "mandates", "tasks", "boards",
    "minutes", "agenda", "register", "redaction", "polls", "accounts", "digest", "feeds", "importers", "oparl", "overview", "planning", "notifications", "outbox",
    "succession", "rosters", "attachments", "control", "textblocks", "reports",
    "duplicates", "handover", "privacy", "replies", "search", "api", "webhooks",
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


def test_no_route_is_listed_twice() -> None:
    listed = [(row.method, shape(row.path)) for row in MATRIX]
    assert len(listed) == len(set(listed))


def test_every_row_has_a_capability_with_its_answers() -> None:
    unknown = []
    for row in MATRIX:
        try:
            assert row.known_as
        except LookupError as refusal:
            unknown.append(str(refusal))
    assert not unknown


def test_the_right_person_of_every_row_may() -> None:
    who_is = {name: who for who, name in CAST.items()}
    assert not [
        f"{row.method} {row.path}: {row.right}"
        for row in MATRIX
        if row.of.answer(who_is[row.right]) != "open" and row.known_as != "link"
    ]


def test_no_capability_gives_more_than_its_row_in_the_product() -> None:
    given = {
        (name, who)
        for name, each in CAPABILITIES.items()
        for state in ("", *each.but)
        for who in Who
        if each.answer(who, state) == "open" and who not in MOST[each.area]
    }
    assert not given


async def filled(cast: Cast) -> dict[str, str]:
    world: dict[str, str] = {"token": "unbekannt", "session_id": str(cast.body.id)}
    world |= {"role": "koordination", "task_name": "einladen"}  # of the handbook
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
