"""Whatever is sent to whichever form, the answer is a German page and never a 500."""

import logging
from collections.abc import Awaitable, Callable

import httpx
import pytest
from litestar import Litestar

from tests.badday.nasty import for_control, plausible
from tests.badday.page import CSRF, Page
from tests.badday.world import Post, afterwards, log_in, planned, posts
from tests.browser import Browser
from tests.cast import Cast

WORLDS = pytest.mark.parametrize("make", [planned, afterwards])
Make = Callable[[Cast], Awaitable[dict[str, str]]]


def complaint(post: Post, sent: object, answer: httpx.Response) -> str:
    """Empty when the answer is one a person can live with."""
    page = Page(answer.text)
    german = page.headings and ("html", {"lang": "de"}) in [
        (tag, {"lang": given.get("lang", "")}) for tag, given in page.elements[:1]
    ]
    if answer.status_code < 400 or (answer.status_code < 500 and german):
        return ""
    return f"{post.row.path} {str(sent)[:80]!r}: {answer.status_code}"


async def ready(app: Litestar, cast: Cast, post: Post) -> Browser:
    browser = await log_in(app, cast, post.row)
    await browser.get("/einstellungen" if post.row.anonymous == "login" else "/anmelden")
    return browser


@WORLDS
async def test_one_bad_field_among_good_ones(
    app: Litestar, cast: Cast, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "spurwerk.web")
    wrong = []
    for post in await posts(app, cast, await make(cast)):
        if make is afterwards and "protokoll" not in post.path:
            continue  # the same as before the meeting
        browser = await ready(app, cast, post)
        base = dict(plausible(post.form))
        for at, control in enumerate(post.form.distinct()):
            for value in for_control(control, at + len(post.path)):
                answer = await browser.post(post.path, {**base, control.name: value})
                wrong.append(complaint(post, (control.name, value), answer))
    assert not list(filter(None, wrong))


async def test_year_one_and_a_version_of_any_length_are_refused_at_their_fields(
    app: Litestar, cast: Cast
) -> None:
    world = await planned(cast)
    path = f"/sitzungen/{world['meeting_id']}/bearbeiten"
    browser = await Browser(app).log_in(cast.id("anna"))
    form = Page((await browser.get(path)).text, path).form_to(path)
    assert form is not None
    long_ago = {**dict(form.pairs()), "day": "0001-01-01", "begins": "00:10"}
    answer = await browser.post(path, long_ago)
    assert (answer.status_code, "prüfen Sie das Jahr" in answer.text) == (422, True)

    stale = {**dict(form.pairs()), "version": "9" * 5000, "title": "Neu", "versand": "still"}
    assert (await browser.post(path, stale)).status_code == 409


SHAPES: dict[str, Callable[[str, list[str]], dict[str, object]]] = {
    "nothing": lambda token, names: {"data": {CSRF: token}},
    "everything twice": lambda token, names: {
        "data": {CSRF: token, **{name: ["eins", "zwei"] for name in names}}
    },
    "two thousand fields": lambda token, names: {
        "data": {CSRF: token, **{f"{names[0]}-{n}": "x" for n in range(2000)}}
    },
    "rows without end": lambda token, names: {
        "data": {
            CSRF: token, "points-²-text": "x", "points-99999999999999999999-text": "x",
            f"points-{'9' * 5000}-title": "x", "steps-²-role": "x",
        }
    },
    "json": lambda token, names: {"json": dict.fromkeys(names, "x"), "headers": {"X-CSRFToken": token}},
    "json list": lambda token, names: {"json": ["x"], "headers": {"X-CSRFToken": token}},
    "broken json": lambda token, names: {
        "content": b"{", "headers": {"X-CSRFToken": token, "Content-Type": "application/json"}
    },
    "files as text": lambda token, names: {
        "data": {CSRF: token},
        "files": dict.fromkeys(names, ("foto.jpg", b"\xff\xd8\x00\xfe" * 300, "image/jpeg")),
    },
    "multipart without an end": lambda token, names: {
        "content": b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nabc',
        "headers": {"X-CSRFToken": token, "Content-Type": "multipart/form-data; boundary=x"},
    },
    "multipart without a boundary": lambda token, names: {
        "content": b"abc",
        "headers": {"X-CSRFToken": token, "Content-Type": "multipart/form-data"},
    },
    "no utf-8": lambda token, names: {
        "content": b"&".join(f"{name}=".encode() + b"%FF%FE\xff%ED%A0%80" for name in names),
        "headers": {"X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"},
    },
    "no utf-8 in multipart": lambda token, names: {
        "content": b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + b"\xff\xed\xa0\x80\r\n"
            for name in names
        ) + b"--x--\r\n",
        "headers": {"X-CSRFToken": token, "Content-Type": "multipart/form-data; boundary=x"},
    },
    "no content type": lambda token, names: {
        "content": b"\x00\x01", "headers": {"X-CSRFToken": token, "Content-Type": "kein/typ; =;"}
    },
    "unknown character set": lambda token, names: {
        "content": b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n'
            "Content-Type: text/plain; charset=quatsch\r\n\r\nabc\r\n".encode()
            for name in names
        ) + b"--x--\r\n",
        "headers": {"X-CSRFToken": token, "Content-Type": "multipart/form-data; boundary=x"},
    },
    "token that is no token": lambda token, names: {"data": {CSRF: "\u00e4\x00"}},
    "token as a file": lambda token, names: {"files": {CSRF: ("a", b"\xff", "image/png")}},
}  # fmt: skip


async def test_request_of_another_shape(app: Litestar, cast: Cast) -> None:
    wrong = []
    shapes = list(SHAPES.items())
    for at, post in enumerate(await posts(app, cast, await afterwards(cast))):
        browser = await ready(app, cast, post)
        for shape, request in shapes[at % 3 :: 3]:  # one place reads all bodies
            made = request(browser.token, post.form.names() or ["text"])
            answer = await browser.client.post(post.path, **made)  # type: ignore[arg-type]
            wrong.append(complaint(post, shape, answer))
    assert not list(filter(None, wrong))
