"""Which chapter of the handbook helps on which page. A new page needs one line here."""

from functools import lru_cache
from typing import Any

from litestar import Litestar, Request

from app.web.handbook import Chapter, chapters

CHAPTER_OF = {
    "vorlagen:import": "koordination/vorlage-einlesen",
    "vorlagen:import:draft": "koordination/vorlage-einlesen",
    "importers:list": "koordination/vorlage-einlesen",
    "importers:show": "koordination/vorlage-einlesen",
    "groups:new": "koordination/gruppe-einrichten",
    "mandates:group:form": "koordination/gruppe-einrichten",
    "vorlagen:hints": "koordination/gruppe-einrichten",
    "groups:edit": "koordination/gruppe-einrichten",
    "succession:story": "koordination/gruppe-einrichten",
    "succession:rename:form": "koordination/gruppe-einrichten",
    "succession:hand-on:form": "koordination/gruppe-einrichten",
    "succession:end:form": "koordination/gruppe-einrichten",
    "composition:open": "koordination/besetzung",
    "composition:rules": "koordination/besetzung",
    "composition:rule:new": "koordination/besetzung",
    "composition:rule:show": "koordination/besetzung",
    "groups:members": "koordination/mitglieder",
    "groups:member:new": "koordination/mitglieder",
    "groups:member:show": "koordination/mitglieder",
    "invitations:joining": "koordination/mitglieder",
    "rosters:people": "koordination/listen-einlesen",
    "rosters:members": "koordination/listen-einlesen",
    "rosters:show": "koordination/listen-einlesen",
    "rosters:columns": "koordination/listen-einlesen",
    "polls:of_group": "koordination/termin-finden",
    "polls:new": "koordination/termin-finden",
    "polls:show": "koordination/termin-finden",
    "polls:dates": "koordination/termin-finden",
    "polls:choose": "koordination/termin-finden",
    "polls:edit": "koordination/termin-finden",
    "polls:withdraw": "koordination/termin-finden",
    "polls:open": "koordination/termin-finden",
    "meetings:new": "koordination/einladen",
    "meetings:invite": "koordination/einladen",
    "agenda:carry": "koordination/tagesordnung",
    "meetings:agenda": "koordination/tagesordnung",
    "meetings:item": "koordination/tagesordnung",
    "meetings:tell": "koordination/tagesordnung",
    "agenda:links": "koordination/tagesordnung",
    "meetings:cancel": "koordination/verlegen",
    "meetings:edit": "koordination/verlegen",
    "series:new": "koordination/reihe",
    "series:show": "koordination/reihe",
    "series:invite": "koordination/reihe",
    "dates:new": "koordination/reihe",
    "dates:last_year": "koordination/reihe",
    "series:edit": "koordination/reihe",
    "series:cancel": "koordination/reihe",
    "invitations:show": "koordination/antworten",
    "outbox:list": "koordination/antworten",
    "outbox:show": "koordination/antworten",
    "replies:list": "koordination/antworten",
    "replies:show": "koordination/antworten",
    "outbox:addresses": "koordination/antworten",
    "control:list": "koordination/beschlusskontrolle",
    "mandates:list": "koordination/beschlusskontrolle",
    "mandates:show": "koordination/beschlusskontrolle",
    "mandates:edit:form": "koordination/beschlusskontrolle",
    "mandates:give:form": "koordination/beschlusskontrolle",
    "mandates:group:list": "koordination/beschlusskontrolle",
    "mandates:vorlage:list": "koordination/beschlusskontrolle",
    "mandates:needless:form": "koordination/beschlusskontrolle",
    "reports:list": "koordination/bericht",
    "reports:new": "koordination/bericht",
    "reports:show": "koordination/bericht",
    "reports:release": "koordination/bericht",
    "reports:preview": "koordination/bericht",
    "reports:deadline": "koordination/bericht",
    "digest:committee": "koordination/zusammenfassung",
    "digest:archive": "koordination/zusammenfassung",
    "handover:group": "koordination/uebergabe",
    "handover:person": "koordination/uebergabe",
    "privacy:export": "koordination/datenschutz",
    "privacy:erase": "koordination/datenschutz",
    "accounts:login": "mitglied/anmelden",
    "accounts:code": "mitglied/anmelden",
    "invitations:answer": "mitglied/zusagen",
    "invitations:series": "mitglied/zusagen",
    "polls:link": "mitglied/zusagen",
    "meetings:show": "mitglied/zusagen",
    "replies:confirm": "mitglied/zusagen",
    "feeds:list": "mitglied/kalender",
    "boards:mine": "mitglied/aufgabe-erledigen",
    "tasks:mine": "mitglied/aufgabe-erledigen",
    "tasks:show": "mitglied/aufgabe-erledigen",
    "tasks:finish:ask": "mitglied/aufgabe-erledigen",
    "tasks:link": "mitglied/aufgabe-erledigen",
    "boards:month": "mitglied/aufgabe-erledigen",
    "agenda:proposal": "mitglied/top-vorschlagen",
    "agenda:proposals": "mitglied/top-vorschlagen",
    "mandates:proposals": "mitglied/top-vorschlagen",
    "mandates:propose:form": "mitglied/top-vorschlagen",
    "minutes:show": "mitglied/einwand",
    "minutes:objections": "mitglied/einwand",
    "minutes:objection:new": "mitglied/einwand",
    "notifications:show": "mitglied/benachrichtigungen",
    "notifications:unsubscribe": "mitglied/benachrichtigungen",
    "minutes:item:history": "protokoll/schreiben",
    "minutes:times": "protokoll/schreiben",
    "minutes:decision:new": "protokoll/schreiben",
    "minutes:decision:show": "protokoll/schreiben",
    "minutes:information:show": "protokoll/schreiben",
    "minutes:attendance:edit": "protokoll/anwesenheit",
    "textblocks:list": "protokoll/textbausteine",
    "textblocks:show": "protokoll/textbausteine",
    "minutes:versions": "protokoll/zu-zweit",
    "minutes:sending": "protokoll/versenden",
    "minutes:approval": "protokoll/genehmigen",
    "minutes:addendum:new": "protokoll/genehmigen",
    "minutes:objection:show": "protokoll/genehmigen",
    "digest:show": "ausschuss/zusammenfassung-lesen",
    "digest:list": "ausschuss/rhythmus",
    "digest:unsubscribe": "ausschuss/rhythmus",
    "mandates:stand": "ausschuss/kette",
    "control:point": "ausschuss/kette",
    "overview:timeline": "ausschuss/kette",
    "bodies:show": "it/aufsetzen",
    "bodies:new": "it/aufsetzen",
    "api:keys": "it/programme",
    "webhooks:list": "it/programme",
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


def chapter_of(route: str) -> Chapter:
    """For a page that is two in one: read by some, written by others."""
    return chapters()[CHAPTER_OF[route]]


def chapter_for(request: Request[Any, Any, Any]) -> Chapter | None:
    return _by_path(request.app).get(request.scope.get("path_template", ""))
