r"""A mailbox at the mail server, emptied into the database (docs/adr/0025).

What lies in the folder is to be taken in; what was, is moved. Commit first, move then: a crash in
between brings the mail once more, and the database knows it. \\Seen says nothing here.
"""

import logging
import re
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from app.core.mailbox import Mailbox
from app.replies.rules.mime import MOST_BYTES
from app.replies.tables import Outcome

if TYPE_CHECKING:
    from app.replies.jobs.fetching import Memory

log = logging.getLogger("spurwerk.imap")

DONE, QUARANTINE = "Verarbeitet", "Quarantäne"
SECONDS = 20  # for each answer of the server
_PERSONAL = re.compile(rb'\(\("(?P<prefix>[^"]*)"')  # of a NAMESPACE answer (RFC 2342)


class Folder:
    """One connection for one round; every method blocks."""

    def __init__(self, at: Mailbox, memory: "Memory") -> None:
        """Raises OSError, imaplib's errors and ImapToolsError, as all methods."""
        self._box = _connected(at)
        self._memory = memory
        self._prefix = ""
        try:
            self._open(at)
        except Exception:
            with suppress(OSError):
                self._box.client.shutdown()
            raise

    def _open(self, at: Mailbox) -> None:
        plain = at.user.isascii() and at.password.isascii()
        login = self._box.login if plain else self._box.login_utf8
        login(at.user, at.password, initial_folder=None)
        self._prefix = self._personal_prefix()
        self._create_missing()
        self._box.folder.set(at.folder)
        self._forget_if_new()

    def waiting(self, most: int) -> list[str]:
        """UIDs, oldest first; what only waits for its move is moved now."""
        uids = self._box.uids("UNDELETED")
        for uid in [uid for uid in self._memory.settled if uid not in uids]:
            del self._memory.settled[uid]
        for uid, outcome in list(self._memory.settled.items()):
            self.move(uid, outcome)
        return [uid for uid in uids if uid not in self._memory.settled][:most]

    def content(self, uid: str) -> bytes | None:
        """As it lies there, cut after MOST_BYTES + 1 octets; None when it is gone."""
        _, answer = self._box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
        for item in answer:
            if isinstance(item, tuple):
                return bytes(item[1])
        return None

    def move(self, uid: str, outcome: Outcome) -> None:
        """A refusal (a full folder) is remembered: the mail is not taken in again."""
        self._memory.settled[uid] = outcome
        name = QUARANTINE if outcome is Outcome.QUARANTINE else DONE
        try:
            self._box.move(uid, self._prefix + name)
        except ImapToolsError as refusal:
            log.warning("mail could not be moved: %s", type(refusal).__name__)
        else:
            del self._memory.settled[uid]

    def close(self) -> None:
        try:
            self._box.logout()
        finally:
            with suppress(OSError):
                self._box.client.shutdown()

    def _create_missing(self) -> None:
        known = {folder.name for folder in self._box.folder.list()}
        for name in (DONE, QUARANTINE):
            if self._prefix + name not in known:
                self._box.folder.create(self._prefix + name)

    def _personal_prefix(self) -> str:
        """INBOX. at servers that keep all folders below the first."""
        if "NAMESPACE" not in self._box.client.capabilities:
            return ""
        _, answer = self._box.client.namespace()
        hit = _PERSONAL.search(answer[0] or b"")
        return hit["prefix"].decode() if hit else ""

    def _forget_if_new(self) -> None:
        """UIDs mean nothing any more when the server numbers anew (RFC 3501 §2.3.1.1)."""
        _, answer = self._box.client.response("UIDVALIDITY")
        validity = int(answer[0] or 0)
        if validity != self._memory.validity:
            self._memory.validity = validity
            self._memory.settled.clear()


def _connected(at: Mailbox) -> BaseMailBox:
    if at.tls:
        context = ssl.create_default_context()
        return MailBox(at.host, at.port, timeout=SECONDS, ssl_context=context)
    return MailBoxUnencrypted(at.host, at.port, timeout=SECONDS)
