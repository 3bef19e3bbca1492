"""What stands at an address that a person typed in (OParl 1.1, sections 3.1 to 3.3)."""

from dataclasses import dataclass

from app.importers.rules.addresses import same_server
from app.importers.rules.objects import (
    NoOparl,
    Object,
    address_of,
    is_address,
    kind_of,
    listed,
    plain,
)
from app.importers.tables import SourceKind

SEVERAL = (
    "Dort gibt es mehrere Körperschaften. Bitte nehmen Sie die Adresse einer von ihnen: {names}."
)
NO_BODY = "Dort ist keine Körperschaft verzeichnet."
NO_LIST = "Diese Körperschaft nennt keine Liste ihrer Vorlagen."
OTHER_LIST = "Diese Liste enthält keine Vorlagen (Paper), sondern {kind}."
OTHER_KIND = "Dort steht keine Vorlage, sondern {kind}. Bitte nehmen Sie die Adresse der Schnittstelle (System), einer Körperschaft (Body), einer Liste oder einer einzelnen Vorlage (Paper)."
OTHER_SERVER = "Die Liste der Vorlagen liegt auf einem anderen Server: {address}. Bitte nehmen Sie diese Adresse."


@dataclass(frozen=True)
class Recognised:
    kind: SourceKind
    name: str
    start: str  # the list's or the paper's address


@dataclass(frozen=True)
class LookAt:
    """The answer lies one address further."""

    address: str


def recognise(found: Object, address: str) -> Recognised | LookAt:
    """Raises NoOparl with a German sentence."""
    kind = kind_of(found)
    if kind == "Paper":
        name = plain(found.get("name"), 200) or "Einzelne Vorlage"
        return Recognised(SourceKind.PAPER, name, address)
    if kind == "Body":
        return _body(found, address)
    if kind == "System":
        return _one_of(listed(found.get("body")), address)
    if isinstance(found.get("data"), list):
        return _list(found, address)
    raise NoOparl(OTHER_KIND.format(kind=plain(kind, 40) or "etwas anderes"))


def _body(found: Object, address: str) -> Recognised:
    papers = found.get("paper")
    if not is_address(papers):
        raise NoOparl(NO_LIST)
    if not same_server(str(papers), address):
        raise NoOparl(OTHER_SERVER.format(address=papers))
    name = plain(found.get("name"), 200) or plain(found.get("shortName"), 200)
    return Recognised(SourceKind.BODY, name or "Körperschaft ohne Namen", str(papers))


def _list(found: Object, address: str) -> Recognised | LookAt:
    kinds = {kind_of(entry) for entry in found["data"] if isinstance(entry, dict)}
    if kinds == {"Body"}:
        return _one_of(found["data"], address)
    if kinds - {"Paper"}:
        raise NoOparl(
            OTHER_LIST.format(kind=", ".join(sorted(kinds - {"Paper"}))[:60] or "anderes")
        )
    return Recognised(SourceKind.LIST, "Liste von Vorlagen", address)


def _one_of(references: list[object], address: str) -> LookAt:
    """A system names its list of bodies by one address, some list the bodies themselves."""
    found = [held for held in map(address_of, references) if held]
    if not found:
        raise NoOparl(NO_BODY)
    if len(found) > 1:
        raise NoOparl(SEVERAL.format(names=", ".join(found[:5])))
    if not same_server(found[0], address):
        raise NoOparl(OTHER_SERVER.format(address=found[0]))
    return LookAt(found[0])
