"""The measured pages, and who reads them."""

from dataclasses import dataclass
from uuid import UUID

from app.web.cookies import cookie_name
from bench.county import County
from bench.papers import YEAR
from bench.seed import MEMBER, OFFICE, token


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    cookie: str
    unchanged: bool = False  # asked with the ETag of the last answer, hence answered with 304
    ratio: float = 0.25  # of the bare handler's rate, at least
    queries: int | None = None  # of the bare handler; None: as many as the page's


def cookie_of(person: UUID) -> str:
    return f"{cookie_name('sid')}={token(person)}; {cookie_name('csrf')}=bench"


def pages_of(county: County) -> list[Page]:
    """The Koordination sits in all groups, so the feed has all 400 meetings of the county."""
    assert county.crowd_office
    assert county.planner
    office, member, crowd, planner = (
        cookie_of(who)
        for who in (
            county.people[OFFICE], county.people[MEMBER], county.crowd_office, county.planner,
        )
    )  # fmt: skip
    committee = f"gremium={county.groups[0]}"
    feed = f"/kalender/{token(county.people[OFFICE])}.ics"
    group, draft, sent = county.groups[1], county.meetings[17], county.meetings[20]
    return [
        Page("Start", "/", office),
        Page("Gruppe", f"/gruppen/{group}", office),
        Page("… seit zehn Jahren", f"/gruppen/{county.old_group}", office),
        Page("Sitzung", f"/sitzungen/{draft}", office),
        Page("Protokoll schreiben", f"/sitzungen/{draft}/protokoll", office),
        Page("Protokoll lesen", f"/sitzungen/{sent}/protokoll", member),
        Page("Meine Aufgaben", "/aufgaben", office),
        Page("Vorlage", f"/vorlagen/{county.papers[0]}", office),
        Page("Vorlagen", "/vorlagen", office),
        Page("… nach Wort", "/vorlagen?suche=jugendhilfe", member),
        Page("… nach Nummer", "/vorlagen?suche=2025/007", member),
        Page("… mit Filter", f"/vorlagen?suche=kita&{committee}&art=decision&jahr={YEAR}", office),
        Page("Personen", "/personen", crowd),
        Page("Personen nach Wörtern", "/personen?q=muller+vorstand", crowd),
        Page("Personen gefiltert", "/personen?seite=free&funktion=leitung&ohne=y", crowd),
        Page("Sitzungen", f"/gremien/{county.groups[0]}/sitzungen", member),
        Page("termin.ics", f"/sitzungen/{draft}.ics", office),
        Page("Monat, 60 Gruppen", "/sitzungen/monat", planner),
        Page("Woche, 60 Gruppen", "/sitzungen/woche", planner),
        Page("Kalender-Abo", feed, "", queries=1),
        Page("… unverändert", feed, "", unchanged=True, ratio=0.5, queries=1),
    ]
