"""What kind of mail it is, before anybody asks who wrote it; pure."""

from dataclasses import dataclass

from app.replies.rules.decoded import Decoded, Guest, Said
from app.replies.tables import Outcome

TO_US = frozenset({"REQUEST", "CANCEL", "PUBLISH", "ADD", "DECLINECOUNTER"})
FROM_THEM = frozenset({"REPLY", "COUNTER", "REFRESH"})
NO_SENDER = "Die E-Mail nennt keinen eindeutigen Absender."


@dataclass(frozen=True)
class Sorted:
    outcome: Outcome
    reason: str


def sorted_out(mail: Decoded) -> Sorted | None:
    """The fate of everything that is no reply; None: somebody answers an invitation."""
    if mail.automatic in {"bounce", "replied"}:
        return Sorted(Outcome.AUTOMATIC, "Ein Programm hat geantwortet, kein Mensch.")
    if mail.trouble:
        return Sorted(Outcome.QUARANTINE, mail.trouble)
    if mail.senders != 1 or not mail.from_address:
        return Sorted(Outcome.QUARANTINE, NO_SENDER)
    return _no_answer(mail)


def _no_answer(mail: Decoded) -> Sorted | None:
    if not mail.said:
        if mail.automatic:
            return Sorted(Outcome.AUTOMATIC, "Ein Programm hat sie geschrieben, kein Mensch.")
        return Sorted(Outcome.LETTER, "Die E-Mail enthält keine Antwort aus einem Kalender.")
    if mail.method in TO_US:
        return Sorted(Outcome.IGNORED, "Termine von außen ändern hier nichts.")
    if mail.method not in FROM_THEM:
        return Sorted(Outcome.QUARANTINE, "Die Absicht des Kalenderteils ist unbekannt.")
    if len({each.uid for each in mail.said}) > 1:
        return Sorted(Outcome.QUARANTINE, "Die E-Mail betrifft mehrere Termine auf einmal.")
    return None


def speaker(said: Said, own: frozenset[str]) -> Guest | None:
    """The ATTENDEE who answers; None where that is not one person.

    Of several (a copy of the whole event, a delegation) the invited one counts.
    """
    if len(said.guests) == 1:
        return said.guests[0] if said.guests[0].address else None
    mine = [guest for guest in said.guests if guest.address in own]
    return mine[0] if len(mine) == 1 else None


def delegate(said: Said, own: frozenset[str]) -> Guest | None:
    """Who is to come instead (RFC 5546 §3.2.2.3): by DELEGATED-TO, or by DELEGATED-FROM."""
    for guest in said.guests:
        if guest.delegated_from in own and guest.address not in own:
            return guest
    for guest in said.guests:
        if guest.address in own and guest.delegated_to and guest.delegated_to not in own:
            known = {each.address: each for each in said.guests}
            return known.get(guest.delegated_to, Guest(address=guest.delegated_to))
    return None
