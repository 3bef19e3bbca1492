from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.settings import settings
from app.core.tokens import dated_token
from app.digest.queries.people import Recipient
from app.digest.rules.news import DigestContent, Edition, digest_token
from app.digest.rules.occasions import words_for
from app.outbox.rules import Outgoing
from app.people.tables import Person
from app.web.filters import zahl
from app.web.templates import render, render_part


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
    reports = _count(len(content.reports), "ein Sachstandsbericht", "Sachstandsberichte")
    if not papers and not reports:
        return "Neues gibt es nur in nichtöffentlichen Vorlagen."
    if not papers:
        return f"Neu {'ist' if len(content.reports) == 1 else 'sind'} {reports}."
    return f"{where} gibt es Neues: {told}." + (f" Dazu {reports}." if reports else "")


def _count(number: int, one: str, many: str) -> str:
    if number == 0:
        return ""
    return one if number == 1 else f"{zahl(number)} {many}"


def hidden_words(number: int) -> str:
    """„ein nichtöffentlicher Punkt“"""
    return f"{zahl(number)} nichtöffentliche{'r Punkt' if number == 1 else ' Punkte'}"


@dataclass(frozen=True)
class Words:
    """What a mail says. `written`: the news in both forms, which are the same for many."""

    edition: Edition
    content: DigestContent
    written: dict[str, str]

    def context(self, name: str, **more: Any) -> dict[str, Any]:
        sender = self.edition.sender
        office = sender["office_name"]
        return {
            "committee_name": self.edition.news.committee_name,
            "content": self.content,
            "summary": summary_sentence(self.content),
            "base_url": settings().base_url,
            "sender_line": ", ".join(part for part in (sender["name"], office) if part),
            "recipient_name": name,
            "contact_name": sender["contact_name"] or office or sender["name"],
            "contact_mail": sender["contact_mail"],
            **more,
        }

    def news(self, form: str) -> str:
        """Rendered once, whoever reads it: nothing in it is of one person."""
        if form not in self.written:
            self.written[form] = render_part(
                f"digest/mail/_news.{form}",
                content=self.content,
                hidden_words=hidden_words(self.content.hidden),
                base_url=settings().base_url,
            )
        return self.written[form]

    def rendered(self, context: dict[str, Any]) -> dict[str, Any]:
        test = "" if context["unsubscribe"] else "Probe: "
        subject = render("digest/mail/digest_sent.subject.txt", **context).strip()
        return {
            "subject": f"{test}{subject}",
            "text": render("digest/mail/digest_sent.txt", news=self.news("txt"), **context),
            "html": render("digest/mail/digest_sent.html", news=self.news("html"), **context),
        }

    def sender(self) -> dict[str, Any]:
        sender = self.edition.sender
        contact = (sender["contact_name"] or sender["office_name"], sender["contact_mail"])
        return {
            "body_id": self.edition.body_id,
            "sender_name": sender["office_name"] or sender["name"],
            "reply_to": contact if sender["contact_mail"] else None,
        }


def digest_sent(recipient: Recipient, words: Words, thread_key: str) -> Outgoing:
    token = dated_token(digest_token(recipient.subscription_id), clock.today())
    unsubscribe = f"{settings().base_url}/abmelden/{token}"
    context = words.context(
        recipient.name,
        rhythm=words_for(recipient.chosen.rhythm, recipient.chosen.weekday),
        chosen_at=recipient.chosen_at,
        unsubscribe=unsubscribe,
    )
    return Outgoing(
        kind="digest_sent",
        dedupe_key=f"digest:{recipient.subscription_id}:{words.content.since.isoformat()}",
        **words.rendered(context),
        **words.sender(),
        recipient_name=recipient.name,
        recipient_address=recipient.email,
        person_id=recipient.person_id,
        subject_id=recipient.subscription_id,
        group_id=recipient.committee_id,
        thread_key=thread_key,
        list_unsubscribe=unsubscribe if settings().https else None,
    )


def digest_tested(person: Person, words: Words, test_id: UUID) -> Outgoing:
    name = f"{person.given_name} {person.family_name}"
    context = words.context(name, rhythm="", chosen_at=None, unsubscribe="")
    return Outgoing(
        kind="digest_tested",
        dedupe_key=f"digest_test:{test_id}",
        **words.rendered(context),
        **words.sender(),
        recipient_name=name,
        recipient_address=person.email,
        person_id=person.id,
    )
