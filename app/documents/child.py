"""The process that opens a stranger's file: content on standard input, JSON on standard output.

Limits bind before the first byte is read: memory, processor time, no files written.
"""

import json
import resource
import sys
import warnings
from typing import Any

MEMORY = 600_000_000  # bytes of address space; a common paper takes 100 MB
SECONDS = 20  # of processor time
MOST_TEXT = 2_000_000  # characters: 1,000 pages


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())))


def _answer(kind: str, content: bytes) -> dict[str, Any]:
    from app.documents.errors import NotOpened
    from app.documents.kinds import DAMAGED

    try:
        return _read(kind, content)
    except NotOpened as refusal:
        return {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        return {"refused": TOO_BIG}
    except Exception:  # noqa: BLE001 - the libraries trust what stands in the file
        return {"refused": DAMAGED}


def _read(kind: str, content: bytes) -> dict[str, Any]:
    """Only the library that is needed is loaded: that counts against the memory too."""
    if kind == "xlsx":
        from app.documents.sheets import workbook_sheets

        return {"sheets": workbook_sheets(content)}
    if kind == "words":
        from app.documents.words import pdf_words

        return {"text": pdf_words(content)}
    if kind == "pdf":
        from app.documents.pdf import pdf_text as read
    else:
        from app.documents.docx import docx_text as read
    text = read(content)
    return {"text": text} if len(text) <= MOST_TEXT else {"refused": TOO_BIG}


TOO_BIG = "Die Datei ist zu umfangreich. Bitte nehmen Sie nur die Vorlage selbst, ohne Anlagen."

if __name__ == "__main__":
    main()
