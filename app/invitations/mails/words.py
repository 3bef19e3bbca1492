"""What a mail says, drawn once for all who get the same but for name, Träger and link."""

import re
from dataclasses import dataclass, replace

from markupsafe import escape
from piccolo.table import Table

from app.invitations import rules
from app.invitations.mails.contexts import LINK, TRAEGER, context_of
from app.invitations.mails.letters import AnyLetter, Letter, Post
from app.invitations.queries.recipients import Recipient
from app.web.filters import GAP, umbruch
from app.web.templates import mail_texts

_WITH_GAP = re.compile(f".*{GAP}.*")


@dataclass(frozen=True)
class Words:
    """With gaps where name, Träger and link of the recipient stand."""

    subject: str
    text: str
    html: str

    def for_one(self, to: Recipient) -> "Words":
        link = rules.answer_token(to.invitation_id)
        name, traeger = escape(to.name), escape(to.traeger)
        return replace(
            self,
            text=_WITH_GAP.sub(lambda line: _filled(line[0], to), self.text).replace(LINK, link),
            html=self.html.replace(GAP, name).replace(TRAEGER, traeger).replace(LINK, link),
        )


def _filled(line: str, to: Recipient) -> str:
    return umbruch(line.replace(GAP, to.name).replace(TRAEGER, to.traeger))


def words_of(kind: str, letter: AnyLetter, post: Post) -> Words:
    context = context_of(letter, post)
    key = (kind, *(value for value in context.values() if not isinstance(value, Table)))
    if key not in letter.drawn:
        folder = "invitations/mail" if isinstance(letter, Letter) else "invitations/mail/series"
        letter.drawn[key] = Words(
            **mail_texts(f"{folder}/{kind}", **context),
        )
    drawn = letter.drawn[key]
    assert isinstance(drawn, Words)
    return drawn
