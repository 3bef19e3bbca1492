"""One message for the next page, in a signed cookie that lives until it is shown."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from litestar import Response
from litestar.datastructures import Cookie

from app.core.settings import settings
from app.web.cookies import cookie_name, own_cookie
from app.web.sessions import AnyRequest

Kind = Literal["info", "success", "warning", "danger"]


@dataclass(frozen=True)
class Flash:
    kind: str
    text: str
    link: Sequence[str] = ()  # address and words


def _sign(payload: bytes) -> str:
    return hmac.new(settings().key("flash"), payload, hashlib.sha256).hexdigest()


def flash_cookie(text: str, kind: Kind = "success", link: Sequence[str] = ()) -> Cookie:
    payload = base64.urlsafe_b64encode(json.dumps([kind, text[:800], link]).encode())
    return own_cookie("flash", f"{payload.decode()}.{_sign(payload)}", max_age=120)


def read_flash(request: AnyRequest) -> list[Flash]:
    payload, _, signature = request.cookies.get(cookie_name("flash"), "").partition(".")
    if not payload or not hmac.compare_digest(_sign(payload.encode()), signature):
        return []
    return [Flash(*json.loads(base64.urlsafe_b64decode(payload)))]


def forget_flash(response: Response[Any]) -> None:
    response.cookies.append(own_cookie("flash", "", max_age=0))
