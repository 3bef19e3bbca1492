from app.audit import operations as audit
from app.core.actor import system
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.people.tables import Person
from app.privacy.queries import as_zip, rows_about


@opens_transaction
async def export_person(email: str) -> bytes:
    """A ZIP; that it was made stands in the audit log. Raises RuleViolation for nobody."""
    person = await Person.objects().where(Person.email == email.strip().lower()).first()
    if person is None:
        raise RuleViolation(f"Zu {email} gibt es niemanden.")
    rows = await rows_about(person.id)
    await audit.record(system("Kommandozeile"), "person.exported", person.id, body_id=person.body)
    return as_zip(rows)
