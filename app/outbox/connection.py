"""One connection to the mail server, and what its answers mean for us (RFC 5321 §4.2.1)."""

import ssl
from contextlib import suppress

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from app.core.settings import settings
from app.ical.address import wire_address
from app.outbox.rules import ANSWER_LENGTH, Claimed, MailServer, is_permanent

CONNECT_SECONDS = 10
COMMAND_SECONDS = 25  # a silent server must not hold a connection of ours
DATA_SECONDS = 120  # filters think before they answer; a lost answer means a repeat
SHUTTING_DOWN = 421  # RFC 5321 §3.8


class Refused(Exception):
    """The server refuses us, whoever the mail is for: a setting is wrong."""


class Unreachable(Exception):
    """No connection now; later perhaps."""


class Connection:
    """Closed until `open()`, and again whenever the other side has hung up."""

    def __init__(self, server: MailServer) -> None:
        self.client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == "implicit",
            start_tls={"implicit": False, "required": True, "offered": None}[server.tls],
            validate_certs=server.tls != "offered",
            local_hostname=settings().mail_domain,
            timeout=COMMAND_SECONDS,
        )

    async def open(self) -> None:
        """Raises Unreachable; Refused for a 5xx greeting, a wrong password, missing or bad TLS."""
        if self.client.is_connected:
            return
        try:
            await self.client.connect(timeout=CONNECT_SECONDS)
        except SMTPResponseException as answer:
            raise (Refused if is_permanent(answer.code) else Unreachable)(words(answer)) from answer
        except (OSError, SMTPException) as problem:
            raise _reason(problem) from problem

    async def hand_over(self, mail: Claimed) -> str:
        """One recipient per transaction; the server's words. Raises what aiosmtplib raises."""
        await self.client.mail(mail.envelope_sender)
        await self.client.rcpt(wire_address(mail.recipient_address))
        answer = await self.client.data(mail.mime, timeout=DATA_SECONDS)
        return f"{answer.code} {answer.message}"[:ANSWER_LENGTH]

    async def begin_anew(self, code: int) -> None:
        """After garbage or 421 only a new connection helps."""
        try:
            if code == SHUTTING_DOWN or not 400 <= code < 600:
                self.client.close()
            else:
                await self.client.rset()
        except (OSError, SMTPException):
            self.client.close()

    def drop(self) -> None:
        self.client.close()

    async def say_goodbye(self) -> None:
        with suppress(OSError, SMTPException):
            if self.client.is_connected:
                await self.client.quit()
        self.client.close()


def _reason(problem: Exception) -> Refused | Unreachable:
    if isinstance(problem.__cause__ or problem, ssl.SSLCertVerificationError):
        return Refused("Das Zertifikat des Mailservers ist nicht gültig.")
    if isinstance(problem, OSError):  # also timeouts and broken connections of aiosmtplib
        return Unreachable("Der Mailserver ist nicht erreichbar.")
    return Refused("Der Mailserver bietet Verschlüsselung oder Anmeldung nicht an.")


def words(answer: SMTPResponseException) -> str:
    return f"{answer.code} {answer.message}"[:ANSWER_LENGTH]
