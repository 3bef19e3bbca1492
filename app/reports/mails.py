from app.core.settings import settings
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead
from app.people.tables import Body
from app.reports.rules.deadlines import Duty
from app.web.templates import render


def report_due(duty: Duty, body: Body) -> Outgoing:
    """To the office's mailbox; of nobody in particular."""
    name = body.contact_name or body.office_name or body.name
    base_url = settings().base_url
    context = {
        "duty": duty,
        "link": f"{base_url}/berichte?zu={duty.committee_id}",
        **letterhead(body, name),
    }
    return Outgoing(
        kind="report_due",
        dedupe_key=duty.key,
        subject=render("reports/mail/report_due.subject.txt", **context).strip()[:250],
        text=render("reports/mail/report_due.txt", **context),
        html=render("reports/mail/report_due.html", **context),
        recipient_name=name,
        recipient_address=body.contact_mail,
        body_id=body.id,
        group_id=duty.committee_id,
        sender_name="Spurwerk",
    )
