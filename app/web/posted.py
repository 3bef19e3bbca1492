"""The body of a request as a form: the one place that reads it."""

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException


async def posted(request: Request[Any, Any, Any]) -> FormMultiDict:
    """Raises ClientException (400) for a part that is no text in its character set."""
    try:
        return await request.form()
    except (UnicodeDecodeError, LookupError):
        raise ClientException from None
