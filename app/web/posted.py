"""The body of a request as a form: the one place that reads it."""

from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException

from app.web.sessions import AnyRequest


async def posted(request: AnyRequest) -> FormMultiDict:
    """Raises ClientException (400) for a part that is no text in its character set."""
    try:
        return await request.form()
    except (UnicodeDecodeError, LookupError):
        raise ClientException from None
