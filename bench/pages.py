"""The measured pages, and who reads them."""

from dataclasses import dataclass

from app.web.cookies import cookie_name
from bench.seed import MEMBER, OFFICE, County, token


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    cookie: str


def pages_of(county: County) -> list[Page]:
    """The Koordination sits in all groups, so the feed has every meeting of the county."""
    office, member = (
        f"{cookie_name('sid')}={token(county.people[who])}; {cookie_name('csrf')}=bench"
        for who in (OFFICE, MEMBER)
    )
    group, draft, sent = county.groups[1], county.meetings[17], county.meetings[20]
    return [
        Page("Start", "/", office),
        Page("Gruppe", f"/gruppen/{group}", office),
        Page("Sitzung", f"/sitzungen/{draft}", office),
        Page("Protokoll schreiben", f"/sitzungen/{draft}/protokoll", office),
        Page("Protokoll lesen", f"/sitzungen/{sent}/protokoll", member),
        Page("Meine Aufgaben", "/aufgaben", office),
        Page("Vorlage", f"/vorlagen/{county.papers[0]}", office),
        Page("termin.ics", f"/sitzungen/{draft}.ics", office),
        Page("Kalender-Abo", f"/kalender/{token(county.people[OFFICE])}.ics", ""),
    ]
