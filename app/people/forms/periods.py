from collections.abc import Callable
from datetime import date

from wtforms import Form
from wtforms.fields import Field
from wtforms.validators import ValidationError


def not_before(beginning: str) -> Callable[[Form, Field], None]:
    """Of a last day: not before the day in the field of that name; one of both may be open."""

    def check(form: Form, field: Field) -> None:
        begins = form[beginning].data
        if isinstance(begins, date) and isinstance(field.data, date) and field.data < begins:
            raise ValidationError(
                f"Das Ende liegt vor dem Beginn am {begins:%d.%m.%Y}. Bitte prüfen Sie beide Tage."
            )

    return check
