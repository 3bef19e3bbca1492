"""What a page with a rich text editor needs (Trix): its own headers, and our HTML in its dialect."""

import secrets
from typing import Any

from app.web.headers import csp_with_styles
from app.web.richtext import cleaned, html_of

DIALECT = (
    ("</p><p>", "<br><br>"),
    ("<p>", "<div>"),
    ("</p>", "</div>"),
    ("<h3>", "<h1>"),
    ("</h3>", "</h1>"),
    ("<h4>", "<h1>"),
    ("</h4>", "</h1>"),
)


def for_editor(rich: str, text: str) -> str:
    """`text`: what stands where nothing is `rich`, and needs no cleaning.

    Trix knows one kind of heading, and no paragraphs but empty lines; cleaning brings ours back.
    """
    clean = cleaned(rich) if rich else html_of(text)
    for ours, theirs in DIALECT:
        clean = clean.replace(ours, theirs)
    return clean


def editor_page() -> dict[str, Any]:
    """For `page`: Trix takes the nonce from a meta element of that name."""
    nonce = secrets.token_urlsafe(16)
    return {"headers": {"Content-Security-Policy": csp_with_styles(nonce)}, "nonce": nonce}
