"""Which chapter of the handbook helps on which page. A new page needs one line here."""

from functools import lru_cache
from typing import Any

from litestar import Litestar, Request

from app.web.handbook import Chapter, chapters

CHAPTER_OF = {
    "accounts:login": "mitglied/anmelden",
    "accounts:code": "mitglied/anmelden",
    "agenda:proposal": "mitglied/top-vorschlagen",
    "agenda:proposals": "mitglied/top-vorschlagen",
    "agenda:carry": "koordination/tagesordnung",
    "meetings:agenda": "koordination/tagesordnung",
    "api:keys": "it/programme",
    "webhooks:list": "it/programme",
    "boards:mine": "mitglied/aufgabe-erledigen",
    "tasks:mine": "mitglied/aufgabe-erledigen",
    "tasks:show": "mitglied/aufgabe-erledigen",
    "tasks:finish:ask": "mitglied/aufgabe-erledigen",
    "tasks:link": "mitglied/aufgabe-erledigen",
    "composition:open": "koordination/besetzung",
    "composition:rules": "koordination/besetzung",
    "composition:rule:new": "koordination/besetzung",
    "composition:rule:show": "koordination/besetzung",
    "control:list": "koordination/beschlusskontrolle",
    "mandates:list": "koordination/beschlusskontrolle",
    "mandates:show": "koordination/beschlusskontrolle",
    "mandates:stand": "ausschuss/kette",
    "control:point": "ausschuss/kette",
    "overview:timeline": "ausschuss/kette",
    "digest:committee": "koordination/zusammenfassung",
    "digest:list": "ausschuss/rhythmus",
    "digest:show": "ausschuss/zusammenfassung-lesen",
    "digest:unsubscribe": "ausschuss/rhythmus",
    "feeds:list": "mitglied/kalender",
    "groups:new": "koordination/gruppe-einrichten",
    "mandates:group:form": "koordination/gruppe-einrichten",
    "groups:members": "koordination/mitglieder",
    "groups:member:new": "koordination/mitglieder",
    "groups:member:show": "koordination/mitglieder",
    "rosters:people": "koordination/listen-einlesen",
    "rosters:members": "koordination/listen-einlesen",
    "rosters:show": "koordination/listen-einlesen",
    "rosters:columns": "koordination/listen-einlesen",
    "handover:group": "koordination/uebergabe",
    "handover:person": "koordination/uebergabe",
    "invitations:answer": "mitglied/zusagen",
    "invitations:series": "mitglied/zusagen",
    "meetings:new": "koordination/einladen",
    "meetings:invite": "koordination/einladen",
    "meetings:cancel": "koordination/verlegen",
    "meetings:edit": "koordination/verlegen",
    "invitations:show": "koordination/antworten",
    "outbox:list": "koordination/antworten",
    "outbox:show": "koordination/antworten",
    "replies:list": "koordination/antworten",
    "replies:show": "koordination/antworten",
    "series:new": "koordination/reihe",
    "series:show": "koordination/reihe",
    "series:invite": "koordination/reihe",
    "dates:new": "koordination/reihe",
    "dates:last_year": "koordination/reihe",
    "polls:of_group": "koordination/termin-finden",
    "polls:new": "koordination/termin-finden",
    "polls:show": "koordination/termin-finden",
    "polls:dates": "koordination/termin-finden",
    "polls:choose": "koordination/termin-finden",
    "polls:link": "mitglied/zusagen",
    "minutes:show": "protokoll/schreiben",
    "minutes:attendance:edit": "protokoll/anwesenheit",
    "textblocks:list": "protokoll/textbausteine",
    "minutes:item:history": "protokoll/zu-zweit",
    "minutes:sending": "protokoll/versenden",
    "minutes:objections": "protokoll/genehmigen",
    "minutes:approval": "protokoll/genehmigen",
    "minutes:addendum:new": "protokoll/genehmigen",
    "minutes:objection:new": "mitglied/einwand",
    "minutes:objection:show": "mitglied/einwand",
    "notifications:show": "mitglied/benachrichtigungen",
    "notifications:unsubscribe": "mitglied/benachrichtigungen",
    "privacy:export": "koordination/datenschutz",
    "privacy:erase": "koordination/datenschutz",
    "bodies:show": "it/aufsetzen",
    "bodies:new": "it/aufsetzen",
    "outbox:addresses": "koordination/antworten",
    "reports:list": "koordination/bericht",
    "reports:new": "koordination/bericht",
    "reports:show": "koordination/bericht",
    "reports:release": "koordination/bericht",
    "vorlagen:import": "koordination/vorlage-einlesen",
    "vorlagen:import:draft": "koordination/vorlage-einlesen",
    "vorlagen:hints": "koordination/gruppe-einrichten",
    "importers:list": "koordination/vorlage-einlesen",
}


@lru_cache(maxsize=4)
def _by_path(app: Litestar) -> dict[str, Chapter]:
    """Also for forms that come back: they are posted to the page's own address."""
    known = chapters()
    return {
        route.path_format: known[CHAPTER_OF[handler.name]]
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.name in CHAPTER_OF
    }


def chapter_for(request: Request[Any, Any, Any]) -> Chapter | None:
    return _by_path(request.app).get(request.scope.get("path_template", ""))
