"""The preview of a paper in a test: read the sample, press buttons, see what stands in the fields."""

from typing import Any

from httpx import Response

from app.vorlagen.tables import Vorlage
from tests.browser import Browser
from tests.cast import Cast
from tests.vorlagen.sample import TEXT
from tests.vorlagen.typed import typed

READ, STORE = "/vorlagen/einlesen", "/vorlagen/einlesen/uebernahme"


async def preview(browser: Browser, cast: Cast, text: str = TEXT) -> dict[str, Any]:
    answer = await browser.post(READ, {"text": text, "body": str(cast.body.id)})
    assert answer.status_code == 200
    return typed(answer.text)


async def pressed(browser: Browser, form: dict[str, Any], *buttons: str) -> dict[str, Any]:
    """The form after these buttons, one after the other; each comes back with 200."""
    for do in buttons:
        answer: Response = await browser.post(STORE, {**form, "do": do})
        assert answer.status_code == 200, answer.text
        form = typed(answer.text)
    return form


def column(form: dict[str, Any], name: str, field: str) -> list[str]:
    """One field of all rows of a list, in order."""
    rows = len([key for key in form if key.startswith(f"{name}-") and key.endswith("-origin")])
    return [form[f"{name}-{at}-{field}"] for at in range(rows)]


async def stored() -> Vorlage:
    vorlage = await Vorlage.objects().first()
    assert vorlage is not None
    return vorlage
