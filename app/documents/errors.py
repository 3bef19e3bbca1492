from app.core.errors import RuleViolation


class NotOpened(RuleViolation):
    """The file gives no text; the sentence says why and what would help."""
