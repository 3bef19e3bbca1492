"""One field is wrong: the page comes back with everything that was typed, and two writers see both texts."""

from collections.abc import Awaitable, Callable

import pytest
from litestar import Litestar

from tests.badday.nasty import plausible
from tests.badday.page import Page, PageForm
from tests.badday.world import Post, afterwards, log_in, planned, posts
from tests.browser import Browser
from tests.cast import Cast

TYPED = 'Mühsam <getippt> & "gesagt"'
BROKEN = {
    "date": "2027-02-31", "time": "25:61", "select": "gibt-es-nicht", "radio": "gibt-es-nicht",
    "email": "keine Adresse", "url": "keine Adresse", "text": "", "textarea": "",
}  # fmt: skip
MINE, THEIRS = "Von mir geschrieben", "Von der anderen geschrieben"
UNREAD = {"/anmelden", "/anmelden/code"}  # no text is lost with an address or a code


def texts(post: Post) -> dict[str, str]:
    """Every free text of the form, each of its own."""
    names = post.form.names("text", "textarea")
    numbers = {"yes", "no", "abstentions", "minutes", "objection_days", "minutes_days", "code"}
    return {name: f"{TYPED} {name}" for name in names if name not in numbers}


async def lost(browser: Browser, post: Post) -> list[str]:
    """What a broken field beside the texts takes away; the field itself may be one of them."""
    found = []
    for control in post.form.distinct():
        if control.kind not in BROKEN:
            continue
        typed = {name: text for name, text in texts(post).items() if name != control.name}
        broken = {control.name: BROKEN[control.kind]}
        answer = await browser.post(post.path, {**dict(plausible(post.form)), **typed, **broken})
        page = Page(answer.text, post.path)
        if answer.status_code == 422:
            found += [f"{post.path} {broken}: {t}" for t in typed.values() if not page.shows(t)]
        elif control.kind not in {"text", "textarea", "radio"}:
            found.append(f"{post.path} {broken}: {answer.status_code}")
    return found


@pytest.mark.parametrize("make", [planned, afterwards])
async def test_a_broken_field_takes_no_other_text_away(
    app: Litestar, cast: Cast, make: Callable[[Cast], Awaitable[dict[str, str]]]
) -> None:
    missing = []
    for post in await posts(app, cast, await make(cast)):
        if make is afterwards and "protokoll" not in post.path:
            continue  # the same as before the meeting
        if texts(post) and not post.guessed and post.path not in UNREAD:
            browser = await log_in(app, cast, post.row)
            await browser.get("/einstellungen" if post.row.anonymous == "login" else "/anmelden")
            missing += await lost(browser, post)
    assert not missing


def other(form: PageForm, words: str) -> dict[str, str]:
    """The form with other words in its first text, or another choice where there is none."""
    sent = dict(form.pairs()) | {"versand": "still"}
    for name in ("text", "title", "name", "raw", "purpose", "seat", "quote"):
        if name in sent:
            return {**sent, name: words, **({"code": "adopted"} if name == "raw" else {})}
    return {**sent, "status": "deliberated" if words == MINE else "implemented"}


async def both_write(app: Litestar, cast: Cast, post: Post) -> str:
    """What went wrong when two had the same page open and saved one after the other."""
    first, second = await log_in(app, cast, post.row), await log_in(app, cast, post.row)
    shown = Page((await first.get(post.path)).text, post.path)
    await first.get("/einstellungen")
    await second.get("/einstellungen")
    form = shown.form_to(post.path) or post.form
    saved = await first.post(post.path, other(form, THEIRS))
    answer = await second.post(post.path, other(form, MINE))
    page = Page(answer.text, post.path)
    chosen = "status" in form.names() and "name" not in form.names()  # words from a list
    both = chosen or (page.shows(MINE) and page.shows(THEIRS))
    good = (saved.status_code, answer.status_code, both) == (303, 409, True)
    return "" if good else f"{post.path}: {saved.status_code}, {answer.status_code}, both: {both}"


@pytest.mark.parametrize(("make", "forms"), [(planned, 16), (afterwards, 2)])
async def test_the_second_of_two_writers_sees_both_texts(
    app: Litestar, cast: Cast, make: Callable[[Cast], Awaitable[dict[str, str]]], forms: int
) -> None:
    """A new state of a mandate or decision, a new decision, point or step have no earlier text.

    Dates, numbers and ticks of a report are none.
    """
    found = [
        await both_write(app, cast, post)
        for post in await posts(app, cast, await make(cast))
        if "version" in post.form.names()
        and not post.guessed
        and not post.path.endswith(
            ("/stand", "/umsetzung", "/beschluesse", "/neu", "/zeitraum", "/abschnitte")
        )
        and "/fristen/" not in post.path
        and (make is planned) == ("protokoll" not in post.path)
    ]
    assert not list(filter(None, found))
    assert len(found) == forms
