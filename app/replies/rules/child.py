"""The process that reads strangers' mails, one after the other, without files, network or secrets.

On standard input per mail: four bytes of length, a letter for what is asked, then the mail. On
standard output: four bytes of length, then what it says as JSON. A mail that takes too much
processor time ends the process by SIGPROF.
"""

import json
import resource
import signal
import struct
import sys
import warnings
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from app.replies.rules.decoded import Decoded

MEMORY = 600_000_000  # bytes of address space
SECONDS = 2.0  # of processor time for one mail
NOT_READABLE = "Die E-Mail ließ sich nicht lesen."
MAIL, REPORT = b"M", b"R"


def main(seconds: float = SECONDS) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    from app.replies.rules.decoded import to_json

    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    _write(stdout, b"{}")  # all is loaded
    while raw := read_block(stdin):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _report(raw[1:]) if raw.startswith(REPORT) else to_json(_read(raw[1:]))
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(stdout, answer)


def _report(raw: bytes) -> bytes:
    from app.replies.rules.bounces import report_of

    report = report_of(raw)
    return json.dumps([report.kind.value, report.words]).encode()


def _read(raw: bytes) -> "Decoded":
    from app.replies.rules.decoded import Decoded
    from app.replies.rules.mime import read_head, read_mail

    try:
        return read_mail(raw)
    except Exception:  # noqa: BLE001 - the libraries trust what stands in a mail
        try:
            return read_head(raw, NOT_READABLE)
        except Exception:  # noqa: BLE001
            return Decoded(trouble=NOT_READABLE)


def read_block(stream: BinaryIO) -> bytes:
    """Empty at the end."""
    head = stream.read(4)
    return stream.read(struct.unpack("!I", head)[0]) if len(head) == 4 else b""


def _write(stream: BinaryIO, content: bytes) -> None:
    stream.write(struct.pack("!I", len(content)) + content)
    stream.flush()


if __name__ == "__main__":
    main(*(float(each) for each in sys.argv[1:]))
