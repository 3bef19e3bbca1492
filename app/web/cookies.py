"""Our cookies: __Host- and Secure, but for plain http on this machine."""

from typing import Literal

from litestar.datastructures import Cookie

from app.core.settings import settings

Name = Literal["sid", "csrf", "pending", "flash"]


def cookie_name(name: Name) -> str:
    return f"__Host-{name}" if settings().https else name


def own_cookie(name: Name, value: str, *, max_age: int | None = None) -> Cookie:
    return Cookie(
        key=cookie_name(name),
        value=value,
        path="/",
        httponly=True,
        secure=settings().https,
        samesite="lax",
        max_age=max_age,
    )
