import asyncio
import secrets
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.accounts import queries, rules
from app.accounts.forms import CodeForm, LoginForm
from app.accounts.operations import requests, sessions
from app.core import clock
from app.core.errors import RuleViolation
from app.web.cookies import cookie_name, own_cookie
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path, page


def _local(path: str | None) -> str:
    return path if path and rules.is_local_path(path) else "/"


def _pending(request: AnyRequest) -> str:
    return request.cookies.get(cookie_name("pending"), "")


def _client(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


def _begin(request: AnyRequest, session: sessions.NewSession, weiter: str) -> Response[Any]:
    answer = go_to_path(request, _local(weiter))
    answer.cookies.append(
        own_cookie("sid", session.token, max_age=int(rules.OWN_DEVICE.total_seconds()))
    )
    answer.cookies.append(own_cookie("pending", "", max_age=0))
    return answer


@get("/anmelden", name="accounts:login", public=True)
async def login(request: AnyRequest, weiter: FromQuery[str] = "/") -> Response[Any]:
    if request.scope.get("user"):
        return go_to_path(request, _local(weiter))
    return page(request, "accounts/login.html", form=LoginForm(data={"weiter": _local(weiter)}))


@post("/anmelden", name="accounts:login:request", public=True)
async def request_login(request: AnyRequest) -> Response[Any]:
    form = LoginForm(await form_data(request))
    if form.validate():
        browser = secrets.token_urlsafe(24)
        asking = requests.Asking(browser, _client(request), _local(form.weiter.data))
        login_secrets = requests.new_secrets()
        hashed = await asyncio.to_thread(rules.hash_code, login_secrets.code)
        try:
            await requests.request_login(
                form.email.data or "", login_secrets, hashed, asking=asking, now=clock.now()
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            answer = go_to_path(request, f"/anmelden/code?weiter={asking.weiter}")
            answer.cookies.append(own_cookie("pending", browser, max_age=900))
            return answer
    return page(request, "accounts/login.html", block="formular", status=422, form=form)


@get("/anmelden/code", name="accounts:code", public=True)
async def code(request: AnyRequest, weiter: FromQuery[str] = "/") -> Response[str]:
    return page(request, "accounts/code.html", form=CodeForm(data={"weiter": _local(weiter)}))


@post("/anmelden/code", name="accounts:code:use", public=True)
async def use_code(request: AnyRequest) -> Response[Any]:
    form = CodeForm(await form_data(request))
    if form.validate():
        try:
            asked = await sessions.count_try(_pending(request), now=clock.now())
            await asyncio.to_thread(
                rules.check_code, asked.code_hash, form.code.data or "", tries=asked.tries
            )
            session = await sessions.log_in_by_code(
                asked.id, own_device=form.own_device.data, now=clock.now()
            )
            return _begin(request, session, form.weiter.data or "/")
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return page(request, "accounts/code.html", block="formular", status=422, form=form)


@get("/anmelden/link/{token:str}", name="accounts:link", public=True)
async def link(
    request: AnyRequest, token: FromPath[str], weiter: FromQuery[str] = "/"
) -> Response[str]:
    """Shows a button and nothing more: scanners open every link."""
    return page(
        request,
        "accounts/link.html",
        token=token,
        weiter=_local(weiter),
        same_browser=bool(_pending(request)),
    )


@post("/anmelden/link/{token:str}", name="accounts:link:use", public=True)
async def use_link(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    form = await form_data(request)
    session = await sessions.log_in_by_link(
        token,
        browser=_pending(request),
        own_device=form.get("own_device") == "y",
        now=clock.now(),
    )
    return _begin(request, session, str(form.get("weiter", "/")))


@post("/abmelden", name="accounts:logout", status_code=303)
async def logout(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    await sessions.log_out(actor)
    answer = go_to(request, "accounts:login", message="Sie sind abgemeldet.", kind="info")
    answer.cookies.append(own_cookie("sid", "", max_age=0))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@get("/einstellungen", name="accounts:show")
async def account(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    return page(
        request,
        "accounts/account.html",
        area="einstellungen",
        sessions=await queries.sessions_of(actor),
    )


@post("/einstellungen/anmeldungen/{session_id:uuid}/ende", name="accounts:session:end")
async def end_session(
    request: AnyRequest, actor: CurrentActor, session_id: FromPath[UUID]
) -> Response[Any]:
    await sessions.end_session(actor, session_id)
    return go_to(request, "accounts:show", message="Das Gerät ist abgemeldet.")


@post("/einstellungen/anmeldungen/ende", name="accounts:sessions:end")
async def end_others(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    await sessions.end_other_sessions(actor)
    return go_to(request, "accounts:show", message="Alle anderen Geräte sind abgemeldet.")


ROUTES = [
    login, request_login, code, use_code, link, use_link, logout, account, end_session, end_others,
]  # fmt: skip
