"""A mail server of a county in small: Postfix and Dovecot on loopback, all files in one folder.

Mail to amt.example.org goes into Dovecot's mailboxes; that to spurwerk.example.org to our own LMTP
server, or, if it `collects`, into the mailbox that the worker empties; that to pipe.example.org
to a program.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.replies import mailhost_files as files

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/lib/dovecot:/usr/libexec/dovecot"
PROGRAMS = {"postfix": "postfix", "dovecot": "dovecot-core", "imap": "dovecot-imapd", "lmtp": "dovecot-lmtpd"}  # fmt: skip
PASSWORD = "nur-im-test"
USERS = ("gruen", "hansen", "postfach")
NOBODY = 65534


def why_not() -> str:
    """Why no mail server can be started here; "" when it can."""
    packages = [name for what, name in PROGRAMS.items() if not shutil.which(what, path=PATH)]
    if packages:
        return f"Für die Prüfung mit echtem Mailserver fehlt: apt install {' '.join(packages)}"
    return "" if os.geteuid() == 0 else "Ein Postfix zur Prüfung lässt sich nur als root starten"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class MailHost:
    """All methods block."""

    def __init__(self, *, collects: bool = False) -> None:
        """`ours`: the port where Postfix expects our LMTP server."""
        self.home = Path(tempfile.mkdtemp(prefix="spurwerk-mail-"))
        self.smtp, self.imap, self.lmtp, self.ours = (free_port() for _ in range(4))
        self.collected = f"regexp:{self.home}/spurwerk_postfach" if collects else ""

    def start(self) -> None:
        self.home.chmod(0o755)  # the daemons are other users
        self.write_files()
        for folder in ("queue", "data", "mail", "run", "state", "pipe"):
            (self.home / folder).mkdir()
        shutil.chown(self.home / "data", "postfix")
        for folder in ("mail", "pipe"):
            shutil.chown(self.home / folder, NOBODY, NOBODY)
        self.run("dovecot", "-c", str(self.home / "dovecot.conf"))
        self.run("postfix", "-c", str(self.home), "start")
        for port in (self.smtp, self.imap, self.lmtp):
            self.wait_for(port)

    def write_files(self) -> None:
        conf = files.dovecot_conf(self.run("dovecot", "--version"))
        for name, text in (
            ("main.cf", files.MAIN_CF), ("master.cf", files.MASTER_CF), ("dovecot.conf", conf),
            ("transport", files.TRANSPORT), ("spurwerk-inbound", files.INBOUND),
        ):  # fmt: skip
            self.write(name, text.format(**vars(self)))
        self.write("spurwerk_empfaenger", files.RECIPIENTS)
        self.write("spurwerk_postfach", files.COLLECTED)
        values = {"home": self.home, "password": PASSWORD}
        self.write("users", "".join(files.USER.format(name=name, **values) for name in USERS))
        (self.home / "spurwerk-inbound").chmod(0o755)

    def stop(self) -> None:
        for command in (
            ("postfix", "-c", str(self.home), "abort"),
            ("doveadm", "-c", str(self.home / "dovecot.conf"), "stop"),
        ):
            subprocess.run(
                command, env={"PATH": PATH}, capture_output=True, timeout=20, check=False
            )
        shutil.rmtree(self.home, ignore_errors=True)

    def write(self, name: str, text: str) -> None:
        (self.home / name).write_text(text, encoding="utf-8")

    def empty(self) -> None:
        """As if all mailboxes were new."""
        for user in USERS:
            shutil.rmtree(self.home / "mail" / user, ignore_errors=True)

    def number_anew(self, user: str, validity: int) -> None:
        """What was in the mailbox is gone, and UIDVALIDITY is another."""
        shutil.rmtree(self.home / "mail" / user, ignore_errors=True)
        self.run(
            "doveadm", "-c", str(self.home / "dovecot.conf"), "mailbox", "update", "-u", user,
            "--uid-validity", str(validity), "INBOX",
        )  # fmt: skip

    def hide(self, user: str, folder: str) -> None:
        """A folder that somebody has deleted."""
        shutil.rmtree(self.home / "mail" / user / folder)

    def run(self, *command: str) -> str:
        """Into a file: a daemon keeps a pipe open for as long as it lives."""
        said = self.home / "said"
        with said.open("w") as output:
            done = subprocess.run(
                command, env={"PATH": PATH}, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, timeout=60, check=False,
            )  # fmt: skip
        assert done.returncode == 0, f"{command}: {said.read_text()}{self.log()}"
        return said.read_text()

    def wait_for(self, port: int) -> None:
        for _ in range(300):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"nothing listens on {port}: {self.log()}")

    def log(self) -> str:
        """For a failed test."""
        found = [self.home / "postfix.log", self.home / "dovecot.log"]
        return "\n".join(path.read_text(errors="replace") for path in found if path.exists())

    def imap_url(self) -> str:
        """Of the mailbox that the worker empties."""
        return f"imap://postfach:{PASSWORD}@127.0.0.1:{self.imap}/INBOX"
