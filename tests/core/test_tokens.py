"""Links in mails of years ago: their tokens are derived again, never looked up."""

from dataclasses import replace

import pytest

from app.core import tokens
from app.core.settings import settings


@pytest.mark.parametrize(
    ("purpose", "subject", "token"),
    [
        ("reply", "1", "n3t4txlvz4cl7tu5cevinzt6lic5icl3"),
        ("answer", "1", "5k4uum6dnuk6brw3bgd5vw5kq7g22ffu"),
        ("reply", "018f2f6e-0000-7000-8000-000000000001", "aemiomxbu2uv33t5lnksvwjjad7jfskr"),
        ("answer", "018f2f6e-0000-7000-8000-000000000001", "id23mkmus3ixzc5zvnxqdwlgtpuzz67u"),
    ],
)
def test_tokens_of_earlier_versions_are_derived_the_same(
    monkeypatch: pytest.MonkeyPatch, purpose: str, subject: str, token: str
) -> None:
    then = replace(settings(), secret="a secret that was used for links in old mails")
    monkeypatch.setattr(tokens, "settings", lambda: then)
    assert tokens.derived_token(purpose, subject) == token
