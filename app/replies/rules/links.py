"""The link in the mail that asks "War das Ihre Antwort?": the mail's id, signed."""

from hmac import compare_digest
from uuid import UUID

from app.core.tokens import derived_token


def confirm_token(mail_id: UUID) -> str:
    return f"{mail_id.hex}{derived_token('reply-confirm', str(mail_id))}"


def mail_of(token: str) -> UUID | None:
    """None for a token we never gave."""
    try:
        mail_id = UUID(hex=token[:32])
    except ValueError:
        return None
    return mail_id if compare_digest(confirm_token(mail_id).encode(), token.encode()) else None
