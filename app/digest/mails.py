from app.core.settings import settings
from app.digest.queries import Recipient
from app.digest.rules import DigestContent, digest_token
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.web.filters import datum, zahl
from app.web.templates import render


def summary_sentence(content: DigestContent) -> str:
    """The sentence that says everything; also the preview line of the mail."""
    papers = len(content.papers)
    where = "In einer Vorlage" if papers == 1 else f"In {zahl(papers)} Vorlagen"
    facts = [
        _count(content.step_count, "ein neuer Stand", "neue Stände"),
        _count(content.recommendation_count, "eine neue Empfehlung", "neue Empfehlungen"),
        _count(sum(n.is_new for n in content.papers), "neu eingelesen", "neu eingelesen"),
    ]
    told = ", ".join(fact for fact in facts if fact)
    if not papers:
        return "Neues gibt es nur in nichtöffentlichen Vorlagen."
    return f"{where} gibt es Neues: {told}."


def _count(number: int, one: str, many: str) -> str:
    if number == 0:
        return ""
    return one if number == 1 else f"{zahl(number)} {many}"


def digest_sent(
    recipient: Recipient, committee_name: str, content: DigestContent, body: Body
) -> Outgoing:
    unsubscribe = f"{settings().base_url}/abmelden/{digest_token(recipient.subscription_id)}"
    context = {
        "committee_name": committee_name,
        "content": content,
        "summary": summary_sentence(content),
        "rhythm": recipient.rhythm.label,
        "unsubscribe": unsubscribe,
        "base_url": settings().base_url,
        "sender_line": ", ".join(part for part in (body.name, body.office_name) if part),
        "recipient_name": recipient.name,
        "contact_name": body.contact_name or body.office_name or body.name,
        "contact_mail": body.contact_mail,
    }
    return Outgoing(
        kind="digest_sent",
        dedupe_key=f"digest:{recipient.subscription_id}:{content.since.isoformat()}",
        subject=f"{committee_name}: Was seit dem {datum(content.since)} geschehen ist",
        text=render("digest/mail/digest_sent.txt", **context),
        html=render("digest/mail/digest_sent.html", **context),
        recipient_name=recipient.name,
        recipient_address=recipient.email,
        person_id=recipient.person_id,
        body_id=body.id,
        subject_id=recipient.subscription_id,
        group_id=recipient.committee_id,
        sender_name=body.office_name or body.name,
        reply_to=(body.contact_name or body.office_name, body.contact_mail)
        if body.contact_mail
        else None,
        list_unsubscribe=unsubscribe if settings().https else None,
    )
