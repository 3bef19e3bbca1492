"""A mail server of a county in small: Postfix and Dovecot on loopback, all files in one folder.

Mail to amt.example.org goes into Dovecot's mailboxes; where that to Spurwerk goes, `routes` says.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAMS = ("postfix", "dovecot", "doveadm")
PASSWORD = "nur-im-test"
USERS = ("gruen", "hansen", "sitzung")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/lib/dovecot"

MAIN_CF = """
compatibility_level = 3.6
myhostname = mx.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = amt.example.org spurwerk.example.org
transport_maps = texthash:{home}/transport
default_transport = error:5.1.2 nicht nach draussen
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
lmtp_destination_recipient_limit = 1
recipient_delimiter = +
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
notify_classes =
"""
MASTER_CF = """
127.0.0.1:{smtp} inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
error     unix - - n - - error
retry     unix - - n - - error
lmtp      unix - - n - - lmtp
anvil     unix - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""
DOVECOT_CONF = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
recipient_delimiter = +
mail_location = maildir:{home}/mail/%n
auth_username_format = %Ln
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {home}/users
}}
userdb {{
  driver = passwd-file
  args = {home}/users
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""


def why_not() -> str:
    """Why no mail server can be started here; "" when it can."""
    if missing := [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]:
        return (
            f"{', '.join(missing)} fehlt (Debian: apt install postfix dovecot-imapd dovecot-lmtpd)"
        )
    return "" if os.geteuid() == 0 else "Postfix lässt sich nur als root starten"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class MailHost:
    """All methods block."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="spurwerk-mail-"))
        self.smtp, self.imap, self.lmtp = free_port(), free_port(), free_port()
        self.routes = {"amt.example.org": self.into_dovecot}

    @property
    def into_dovecot(self) -> str:
        return f"lmtp:inet:127.0.0.1:{self.lmtp}"

    def start(self) -> None:
        self.home.chmod(0o755)  # the daemons are other users
        ports = {"home": self.home, "smtp": self.smtp, "imap": self.imap, "lmtp": self.lmtp}
        for name, text in (("main", MAIN_CF), ("master", MASTER_CF), ("dovecot", DOVECOT_CONF)):
            suffix = "conf" if name == "dovecot" else "cf"
            self.write(f"{name}.{suffix}", text.format(**ports))
        self.write("users", "".join(
            f"{name}:{{PLAIN}}{PASSWORD}:65534:65534::{self.home}/mail/{name}::\n" for name in USERS
        ))  # fmt: skip
        for folder in ("queue", "data", "mail", "run", "state"):
            (self.home / folder).mkdir()
        shutil.chown(self.home / "data", "postfix")
        shutil.chown(self.home / "mail", 65534, 65534)
        self.write_routes()
        self.run("dovecot", "-c", str(self.home / "dovecot.conf"))
        self.run("postfix", "-c", str(self.home), "start")
        for port in (self.smtp, self.imap, self.lmtp):
            self.wait_for(port)

    def stop(self) -> None:
        for command in (
            ("postfix", "-c", str(self.home), "abort"),
            ("doveadm", "-c", str(self.home / "dovecot.conf"), "stop"),
        ):
            subprocess.run(
                command, env={"PATH": PATH}, capture_output=True, timeout=20, check=False
            )
        shutil.rmtree(self.home, ignore_errors=True)

    def route(self, address_or_domain: str, transport: str) -> None:
        self.routes[address_or_domain] = transport
        self.write_routes()
        self.run("postfix", "-c", str(self.home), "reload")

    def write_routes(self) -> None:
        self.write("transport", "".join(f"{at} {way}\n" for at, way in self.routes.items()))

    def write(self, name: str, text: str) -> None:
        (self.home / name).write_text(text, encoding="utf-8")

    def empty(self, user: str) -> None:
        """As if the mailbox were new; UIDVALIDITY changes."""
        shutil.rmtree(self.home / "mail" / user, ignore_errors=True)

    def hide(self, user: str, folder: str) -> None:
        """A folder that somebody has deleted."""
        shutil.rmtree(self.home / "mail" / user / folder)

    def run(self, *command: str) -> None:
        """Into a file: a daemon keeps a pipe open for as long as it lives."""
        with (self.home / "said").open("w") as said:
            done = subprocess.run(
                command, env={"PATH": PATH}, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                timeout=60, check=False,
            )  # fmt: skip
        assert done.returncode == 0, f"{command}: {(self.home / 'said').read_text()}{self.log()}"

    def wait_for(self, port: int) -> None:
        for _ in range(100):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"nothing listens on {port}: {self.log()}")

    def log(self) -> str:
        """For a failed test."""
        found = [self.home / "postfix.log", self.home / "dovecot.log"]
        return "\n".join(path.read_text(errors="replace") for path in found if path.exists())

    def imap_url(self, user: str) -> str:
        return f"imap://{user}:{PASSWORD}@127.0.0.1:{self.imap}/INBOX"
