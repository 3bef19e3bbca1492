"""Refusals are German pages with a number to name, and never a 500 for odd addresses."""

import re

import asyncpg
import pytest
from litestar import Litestar
from piccolo.engine.postgres import PostgresEngine

from tests.browser import Browser
from tests.cast import Cast
from tests.house.test_rights import MATRIX, shape

ODD = ("0", "-1", "2147483648", "%00", "ä", "x" * 10_000, "00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize("odd", ODD)
async def test_odd_ids_are_not_found(app: Litestar, cast: Cast, odd: str) -> None:
    browser = await Browser(app).log_in(cast.id("anna"))
    for row in MATRIX:
        path = shape(row.path)
        if "{" in path and row.method == "GET":
            path = "/".join(odd if part.startswith("{") else part for part in path.split("/"))
            assert (await browser.get(path)).status_code in {200, 400, 404, 410}, path


async def test_unknown_page_is_german_and_names_a_number(anonymous: Browser) -> None:
    answer = await anonymous.get("/gibt-es-nicht")
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
    assert re.search(r"nennen Sie bitte diese Nummer: <span[^>]*>[0-9a-f]{12}<", answer.text)


async def test_unknown_page_keeps_the_menu_of_who_is_signed_in(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    answer = await browser.get("/gibt-es-nicht")
    assert "Mein Konto: Carla Cordes" in answer.text


async def test_htmx_gets_a_fragment_for_the_message_area(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    answer = await browser.get("/gibt-es-nicht", headers={"HX-Request-Type": "partial"})
    assert answer.headers["hx-retarget"] == "#meldungen"
    assert "<html" not in answer.text


async def test_too_large_a_body_is_413(app: Litestar, cast: Cast) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))
    answer = await browser.post("/abmelden", {"text": "x" * (13 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "größer, als diese Seite annimmt" in answer.text


@pytest.mark.parametrize(
    "failure", [ConnectionRefusedError(), asyncpg.InterfaceError("pool is closing"), TimeoutError()]
)
async def test_database_away_is_503_with_a_time_to_come_back(
    app: Litestar, cast: Cast, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))

    async def away(_self: object, *_args: object, **_kwargs: object) -> None:
        raise failure

    monkeypatch.setattr(PostgresEngine, "run_querystring", away)
    answer = await browser.get("/einstellungen")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "Nichts ist gespeichert" in answer.text


async def test_the_process_lives_even_where_the_database_does_not(
    app: Litestar, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await Browser(app).log_in(cast.id("carla"))

    async def away(_self: object, *_args: object, **_kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(PostgresEngine, "run_querystring", away)
    assert (await browser.get("/gesund")).status_code == 200
