"""Ids of other groups and bodies in the address, in a nested address and in every field: nothing
happens."""

import json
import re
from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar

from app.core.db import engine
from tests.badday.nasty import plausible
from tests.badday.world import Post
from tests.conftest import empty_tables
from tests.foreign import OF_A_GROUP, Worlds, all_ids, ask, hold_meetings, make_worlds
from tests.house.test_rights import MATRIX, address
from tests.rights import Right

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Fields whose list is empty in this world: what they would hold.
TABLES = {
    "body": "body", "committee": "steering_group", "deputy_of": "membership", "group": "steering_group",
    "gruppe": "steering_group", "mandate": "mandate", "parent": "steering_group", "person": "person",
    "people": "person", "region": "region", "rule": "composition_rule", "traeger": "traeger", "vorlage": "vorlage",
}  # fmt: skip
OF_CHANCE = {"outgoing_mail", "audit_entry", "login_request", "person_merge"}
LEADS_TO_A_NEW_ONE = {
    ("agenda_link", "agenda_item"),
    ("agenda_proposal", "agenda_item"),
    ("mandate_proposal", "mandate"),
    ("digest_choice", "subscription"),
    ("webhook_call", "content"),  # with its time
}
BY_CHANCE = re.compile(
    r"^id$|^at$|_at$|^uid$|token|hash|stamp|message_id|^sha256$|^object_id$|^watermark$|^series_invitation$"
)
MINUTES = "/protokoll"
# What is ticked there and is in no list of the page is passed over.
PASSED_OVER = {
    "/vorlagen/oparl/{source_id:uuid}/auswahl",
    "/sitzungen/{meeting_id:uuid}/tagesordnung/uebernahme",
    "/sitzungen/{meeting_id:uuid}/tagesordnung/{agenda_item_id:uuid}/verknuepfungen",
}
NOT_NESTED = {"/personen/doppelte/{keep_id:uuid}/{other_id:uuid}"}
# Fields of the form that its page does not show in this world, and that refuse such values: who
# coordinates several bodies says for which one, and which value of two is kept where they differ.
OWN_FIELDS = {
    "/personen/einlesen": {"body"},
    "/personen/doppelte/{keep_id:uuid}/{other_id:uuid}": {"email", "given_name"},
}
PLACE = re.compile(r"{(\w+_id):")


@pytest.fixture(scope="module", params=["before", "afterwards"])
async def worlds(
    request: pytest.FixtureRequest, app: Litestar, database: None
) -> AsyncIterator[Worlds]:
    """Before a meeting; and afterwards, while its minutes are written: only their routes."""
    await empty_tables()
    worlds = await make_worlds()
    after = worlds.after = request.param == "afterwards"
    if after:
        await hold_meetings()
    rows = [row for row in MATRIX if after == (MINUTES in row.path)]
    await ask(app, worlds, rows, MINUTES if after else "")
    yield worlds
    await empty_tables()


def sent(post: Post) -> dict[str, str]:
    """As a person fills it in and presses the button that saves: that without a name, or the first."""
    buttons = [c for c in post.form.controls if c.kind == "submit"]
    press = buttons[:1] if all(c.name for c in buttons) else []
    return {**dict(plausible(post.form)), **{c.name: c.value for c in press}}


def named(field: str) -> str:
    return TABLES.get(field.removesuffix("_id"), "")


def replays(worlds: Worlds, row: Right) -> Iterator[tuple[str, str]]:
    """(person, address) with one id of somewhere else."""
    names = PLACE.findall(row.path) if row.known_as != "public" else []
    of_a_body = names[:1] == ["body_id"]  # the siblings have the same; the Betrieb keeps all
    for name in names if not of_a_body else names[1:]:
        for kind in (worlds.foreign,) if of_a_body else (worlds.sibling, worlds.foreign):
            for person in {row.right} if of_a_body else {row.right, "anna"}:
                beside = len(names) == 1 or row.path in NOT_NESTED
                reads_all = person == "anna" and kind is worlds.sibling and beside
                if name in kind and not reads_all:
                    yield person, address(row, {**worlds.own, name: kind[name]})


async def test_an_id_of_somewhere_else_in_the_address_is_404_and_changes_nothing(
    worlds: Worlds,
) -> None:
    wrong, asked = [], 0
    for row, post in worlds.asked:
        for person, path in replays(worlds, row):
            asked += 1
            browser = worlds.browsers[person]
            if post is None:
                answer = await browser.get(path)
            else:
                answer = await browser.post(path, sent(post))
            changed = await worlds.changed()
            if answer.status_code != 404 or changed:
                wrong.append(
                    f"{row.method} {row.path} as {person}: {answer.status_code} {changed} {path}"
                )
    assert "\n".join(wrong) == ""
    assert asked >= worlds.at_least(200, 80)


def fields(worlds: Worlds, post: Post) -> Iterator[tuple[str, str]]:
    """(field, value): an id of another body, or of another group where that may not be chosen."""
    for control in post.form.distinct():
        if control.name == "id":
            continue
        offered = [value for value in (control.value, *control.options) if ID.search(value)]
        known = next(iter(offered), "")
        ids = ID.findall(known)
        table = worlds.table_of.get(ids[0], "") if ids else named(control.name)
        kinds = ("foreign", "sibling") if table in OF_A_GROUP else ("foreign",)
        for kind in kinds:
            for other in worlds.of_table(table, kind)[:2]:
                yield control.name, ID.sub(other, known) if known else other


async def test_an_id_of_somewhere_else_in_a_field_is_refused_and_changes_nothing(
    worlds: Worlds,
) -> None:
    wrong, asked = [], set()
    for post in worlds.posts:
        passed_over = {303} if post.row.path in PASSED_OVER else set()
        base = sent(post)
        for name, value in fields(worlds, post):
            asked.add((post.row.path, name))
            browser = worlds.browsers[post.row.right]
            answer = await browser.post(post.path, {**base, name: value})
            changed = await worlds.changed()
            if answer.status_code not in {404, 409, 422} | passed_over or changed:
                wrong.append(
                    f"{post.row.path} {name}: {answer.status_code} {changed} {worlds.table_of.get(value)}"
                )
    assert "\n".join(wrong) == ""
    assert len(asked) >= worlds.at_least(30, 0)


async def test_fields_that_no_form_has_change_nothing(worlds: Worlds) -> None:
    """As if somebody had read the tables' columns: the same is written as without them."""
    extra = {
        "role": "leitung", "standing": "voting", "office": "coordination", "operator": "true",
        "approved": "true", "approved_by": worlds.foreign["person_id"], "status": "approved",
        "state": "done", "visibility": "public", "blocked": "true", "version": "99",
        "body": worlds.foreign["group_id"], "body_id": str(worlds.by_table["body"]["foreign"][0]),
        "group": worlds.sibling["group_id"], "group_id": worlds.sibling["group_id"],
        "person": worlds.foreign["person_id"], "person_id": worlds.foreign["person_id"],
        "meeting_id": worlds.sibling["meeting_id"], "created_at": "2001-01-01",
        "email": "chef@example.org", "given_name": "Eingeschleust",
    }  # fmt: skip
    wrong, written = [], 0
    for post in worlds.posts:
        own = {*post.form.names(), *OWN_FIELDS.get(post.row.path, ())}
        more = {name: value for name, value in extra.items() if name not in own}
        form = sent(post)
        plain = await outcome(worlds, post, form)
        loaded = await outcome(worlds, post, {**more, **form})
        written += bool(plain[1])
        if plain != loaded:
            wrong.append(f"{post.row.path}: {plain} != {loaded}")
    assert "\n".join(wrong) == ""
    assert written >= worlds.at_least(35, 4), "the forms were really saved"


async def test_the_id_of_a_row_that_is_there_creates_and_changes_nothing(worlds: Worlds) -> None:
    """A form brings the new row's id (docs/adr/0014); here it is one of somebody else's rows.

    In its own body the office may change each of them anyway.
    """
    wrong, asked = [], 0
    for post in worlds.posts:
        form, browser = sent(post), worlds.browsers[post.row.right]
        if "id" not in form or form["id"] in post.path:
            continue  # creates nothing, or changes what its address names
        await browser.post(post.path, form)
        table = (await all_ids()).get(form["id"], "")
        await worlds.stand.back()
        for kind in ("foreign",) if post.row.right == "anna" else ("sibling", "foreign"):
            for other in worlds.of_table(table, kind)[:1]:
                asked += 1
                answer = await browser.post(post.path, {**form, "id": other})
                if (changed := await worlds.changed()) or answer.status_code >= 500:
                    wrong.append(f"{post.row.path} {table}: {answer.status_code} {changed}")
    assert "\n".join(wrong) == ""
    assert asked >= worlds.at_least(10, 2)


async def outcome(
    worlds: Worlds, post: Post, form: dict[str, str]
) -> tuple[int, dict[str, list[str]]]:
    """(status, what stands in the tables that changed), and back to before."""
    browser = worlds.browsers[post.row.right if post.row.anonymous == "login" else ""]
    answer = await browser.post(post.path, form)
    changed = await worlds.stand.changed() - OF_CHANCE
    seen = {table: await lasting(table) for table in changed}
    await worlds.stand.back()
    return answer.status_code, seen


async def lasting(table: str) -> list[str]:
    """The rows without what is another each time: own ids, times and tokens."""
    rows = await engine()._run_in_pool(f'SELECT to_jsonb(r) AS r FROM "{table}" r')
    kept = [
        {
            name: value
            for name, value in json.loads(row["r"]).items()
            if not BY_CHANCE.search(name) and (table, name) not in LEADS_TO_A_NEW_ONE
        }
        for row in rows
    ]
    return sorted(json.dumps(row, sort_keys=True) for row in kept)
