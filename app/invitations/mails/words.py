"""What a mail says, drawn once for all who get the same but for their name and their link."""

from dataclasses import dataclass, replace

from markupsafe import escape
from piccolo.table import Table

from app.invitations import rules
from app.invitations.mails.contexts import LINK, context_of
from app.invitations.mails.letters import AnyLetter, Letter, Post
from app.invitations.queries import Recipient
from app.web.filters import GAP, umbruch
from app.web.templates import mail_texts


@dataclass(frozen=True)
class Words:
    """With gaps where the name and the link of the recipient stand."""

    subject: str
    text: str
    html: str

    def for_one(self, to: Recipient) -> "Words":
        link = rules.answer_token(to.invitation_id)
        return replace(
            self,
            text=umbruch(self.text.replace(GAP, to.name).replace(LINK, link)),
            html=self.html.replace(GAP, escape(to.name)).replace(LINK, link),
        )


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
