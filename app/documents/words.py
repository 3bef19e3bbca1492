"""All words of a PDF for the search; runs only in the child process.

Without the order of columns and tables: what takes a paper's layout apart needs ten times as long.
"""

import io
import re
import time
from collections.abc import Iterator

from pdfminer.converter import TextConverter
from pdfminer.layout import LAParams
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException

DIVIDED = re.compile(r"(?<=[a-zäöüß])(?:-|\u00ad)\s*\n\s*(?=[a-zäöüß])")
MOST_PAGES = 300
MOST_CHARACTERS = 200_000
SECONDS = 8  # of processor time; the whole child has 20
FAULTS = (
    PDFException, PSException, ValueError, TypeError, KeyError, IndexError, AttributeError,
    RecursionError, MemoryError, AssertionError, OverflowError,
)  # fmt: skip


def pdf_words(content: bytes) -> str:
    """In one line, what was read until a limit or a fault; empty for a file that is locked or no PDF at all."""
    pages: list[str] = []
    try:
        for text in _pages(content):
            pages.append(text)
            if sum(map(len, pages)) > MOST_CHARACTERS or time.process_time() > SECONDS:
                break
    except FAULTS:  # pdfminer trusts what stands in the file
        pass
    whole = DIVIDED.sub("", "\n".join(pages))
    return " ".join(whole.split())[:MOST_CHARACTERS]


def _pages(content: bytes) -> Iterator[str]:
    shared = PDFResourceManager()
    for page in PDFPage.get_pages(io.BytesIO(content), maxpages=MOST_PAGES):
        written = io.StringIO()
        device = TextConverter(shared, written, laparams=LAParams())
        PDFPageInterpreter(shared, device).process_page(page)
        yield written.getvalue()
