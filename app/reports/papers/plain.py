"""Plain text for council systems, which take nothing else: 76 columns, no markup."""

from app.minutes.papers.plain import WIDTH, broken
from app.reports.papers.content import content_of
from app.reports.rules.record import Record
from app.web.templates import render


def plain_text(record: Record) -> str:
    """Lines end as Windows wants them."""
    return broken(render("reports/bericht.txt", n=content_of(record), width=WIDTH))
