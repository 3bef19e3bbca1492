"""Jinja environment and the one way to answer with a page."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypedDict
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, Macro
from jinja2_fragments import render_block
from litestar import Litestar, Response
from litestar.response import Redirect
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from app.core import clock
from app.core.actor import Actor
from app.web import csrf
from app.web.assets import static
from app.web.filters import FILTERS
from app.web.flash import Kind, flash_cookie, forget_flash, read_flash
from app.web.helping import chapter_for
from app.web.navigation import viewer
from app.web.sessions import AnyRequest

TEMPLATES = Path(__file__).parents[2] / "templates"
HTML = "text/html"
VARY = {"Vary": "HX-Request-Type"}
LOCALS = {"_block_vars", "_loop_vars"}  # passed by Jinja to what wants its context
KEPT_ALWAYS = {
    "badge",
    "button_link",
    "date_tile",
    "link",
    "opener",
    "person",
    "submit",
}
PIECES_KEPT = 10_000  # of some hundred bytes to two kilobytes each, per process
LONG_KEPT = 200  # of up to some twenty kilobytes


def _is_markup(name: str | None) -> bool:
    """Everything but plain-text mails and subjects."""
    return name is None or not name.endswith(".txt")


class DirectContext(Context):
    """Most calls on a page are macros; Jinja looks for marks on each that no macro carries."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        is_macro = type(called) is Macro
        if not is_macro and called not in KEEPERS:
            return super().call(called, *args, **kwargs)
        for name in LOCALS.intersection(kwargs):
            del kwargs[name]
        if is_macro and called.name not in KEPT_ALWAYS:
            return called(self.eval_ctx, *args, **kwargs)
        return kept(called, *args, **kwargs) if is_macro else called(*args, **kwargs)


def written(value: object) -> str:
    """`escape` for output that is joined at once: the same text, but no Markup of each piece."""
    if type(value) is Markup:
        return value
    return _escape_inner(value) if type(value) is str else escape(value)


@lru_cache(maxsize=PIECES_KEPT, typed=True)
def kept(macro: Macro, *values: Any, **named: Any) -> Any:
    """What the macro made of the same values before: rows of a list seldom change between two views.

    The values are all that the piece shows; each is hashable and compared as a whole, and a right
    that changes what is shown is one of them. Nothing else may be read in the macro.
    """
    return macro(*values, **named)


@lru_cache(maxsize=LONG_KEPT, typed=True)
def kept_long(macro: Macro, *values: Any) -> Any:
    """As `kept`, for what is long: the choices of a field, the text of an agenda item."""
    return macro(*values)


KEEPERS = (kept, kept_long)


def choices_of(choices: Iterable[Any]) -> tuple[tuple[Any, ...], ...]:
    """For the macro `options`: value, label, selected, attributes."""
    return tuple((c[0], c[1], c[2], tuple(c[3].items()) if c[3] else ()) for c in choices)


def plain_choices(field: Any) -> tuple[tuple[Any, ...], ...] | None:
    """As `choices_of`, where they are value → label: WTForms makes two objects of each choice."""
    choices, data = field.choices, field.data
    if type(choices) is not dict or not all(type(label) is str for label in choices.values()):
        return None
    chosen = data.value if isinstance(data, Enum) else "" if data is None else str(data)
    return tuple((value, label, value == chosen, ()) for value, label in choices.items())


class PlainTemplate(Template):
    """All globals are the environment's, so an imported file is the same for every importer.

    Jinja compares the globals at each import; a list whose rows import macros feels it.
    """

    @classmethod
    def from_code(cls, *compiled: Any) -> "PlainTemplate":
        template: Any = super().from_code(*compiled)
        template.root_render_func.__globals__["escape"] = written
        return template  # type: ignore[no-any-return]

    def _get_default_module(self, _context: Any = None) -> Any:
        return super()._get_default_module()


@lru_cache(maxsize=1)
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=_is_markup,  # noqa: S701 - all but plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.template_class = PlainTemplate
    env.context_class = DirectContext
    env.filters.update(FILTERS)
    env.globals.update(static=static, kept=kept, kept_long=kept_long)
    env.globals.update(choices_of=choices_of, plain_choices=plain_choices)
    return env


def render(template: str, **context: Any) -> str:
    return environment().get_template(template).render(**context)


class MailTexts(TypedDict):
    subject: str
    text: str
    html: str


def mail_texts(mail: str, **context: Any) -> MailTexts:
    """Of the three templates of a mail: tasks/mail/task_given."""
    return {
        "subject": render(f"{mail}.subject.txt", **context).strip(),
        "text": render(f"{mail}.txt", **context),
        "html": render(f"{mail}.html", **context),
    }


def render_part(template: str, **context: Any) -> str:
    """What other templates take in as it is; a page in HTML does not escape it again."""
    text = render(template, **context)
    return Markup(text) if _is_markup(template) else text  # noqa: S704 - of our own template


def is_partial(request: AnyRequest) -> bool:
    """Htmx swaps only a part; boosted and history requests say "full"."""
    return request.headers.get("hx-request-type") == "partial"


def address_of(app: Litestar, route: str, /, **params: UUID | str) -> str:
    """Path of a named route; raises KeyError for a route or parameter that is not there."""
    return addresses(app)[route].format_map(params)


@lru_cache(maxsize=4)
def address_book(app: Litestar) -> Callable[..., str]:
    """`url` of the templates: always the same object, so that kept rows know it again."""
    return partial(address_of, app)


@lru_cache(maxsize=4)
def addresses(app: Litestar) -> dict[str, str]:
    """Route name → path with {names}; a page asks dozens of times, Litestar sorts at each."""
    return {
        handler.name: route.path_format
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.name
    }


def page_context(request: AnyRequest) -> dict[str, Any]:
    user = request.scope.get("user")
    actor = user if isinstance(user, Actor) else None
    token = csrf.token_for(request)
    return {
        "actor": viewer(actor) if actor else None,
        "area": "",
        "body_name": actor.body_name if actor else "",
        "path": request.url.path,
        "today": clock.today(),
        "csrf_token": token,
        "csrf_input": Markup(f'<input type="hidden" name="{csrf.FIELD}" value="{token}">'),  # noqa: S704 - hexadecimal
        "flashes": read_flash(request),
        "help_here": chapter_for(request),
        "url": address_book(request.app),
    }


def page(
    request: AnyRequest,
    template: str,
    *,
    block: str | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response[str]:
    """The whole page, or one of its blocks when htmx swaps only a part."""
    whole = page_context(request) | context
    if block and is_partial(request):
        body = render_block(environment(), template, block, **whole)
    else:
        body = render(template, **whole)
    response = Response(
        body,
        media_type=HTML,
        status_code=status,
        headers={**VARY, **(headers or {})},
    )
    if whole["flashes"]:
        forget_flash(response)
    if cookie := csrf.new_cookie(request):
        response.cookies.append(cookie)
    return response


def part(template: str, block: str, **context: Any) -> Response[str]:
    """A block that shows nothing but what is given: neither who asks nor where."""
    body = render_block(environment(), template, block, **context)
    return Response(body, media_type=HTML, status_code=200, headers=VARY)


def go_to(
    request: AnyRequest,
    route: str,
    *,
    message: str = "",
    kind: Kind = "success",
    link: Sequence[str] = (),
    anchor: str = "",
    **params: UUID | str,
) -> Response[Any]:
    """303 for a plain request; HX-Redirect for htmx, which would swap a followed 303 in place."""
    path = address_of(request.app, route, **params) + (f"#{anchor}" if anchor else "")
    return go_to_path(request, path, message=message, kind=kind, link=link)


def go_to_path(
    request: AnyRequest,
    path: str,
    *,
    message: str = "",
    kind: Kind = "success",
    link: Sequence[str] = (),
) -> Response[Any]:
    cookies = [flash_cookie(message, kind, link)] if message else []
    if is_partial(request):
        return Response("", status_code=200, headers={"HX-Redirect": path}, cookies=cookies)
    return Redirect(path, status_code=303, cookies=cookies)
