"""A paper of another Spurwerk: its interface tells the whole `vorlage/1` beside OParl's fields.

It is data of strangers like any other, so its shape is checked against `app.reading.paper` first.
"""

from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

from app.importers.rules.objects import Object, day, paragraphs
from app.reading.lexicon import PAPER_TYPES, ROLES
from app.reading.paper import Coded, Paper
from app.vorlagen.tables import ConsultationResult, VorlageStatus

FIELD, STATUS = "spurwerk:paper", "spurwerk:status"
_ROLES = {*ROLES.values(), "other"}
_TYPES = {*PAPER_TYPES.values(), "other"}
_RESULTS = {result.value for result in ConsultationResult}


def own_paper(found: Object) -> Paper | None:
    """None for a paper of another system, and for what only looks like one of ours."""
    given = found.get(FIELD)
    if not fits(given, Paper):
        return None
    paper = cast("Paper", _plain(given))
    return paper if _has_known_words(paper) and _has_real_dates(paper) else None


def own_status(found: Object) -> str:
    status = found.get(STATUS)
    return str(status) if status in {known.value for known in VorlageStatus} else ""


def fits(value: Any, wanted: Any) -> bool:
    """Whether the value has the shape of a type: TypedDict, list, union, Literal or a plain one."""
    origin = get_origin(wanted)
    if is_typeddict(wanted):
        hints = get_type_hints(wanted)
        return (
            isinstance(value, dict)
            and set(value) == set(hints)
            and all(fits(value[name], hint) for name, hint in hints.items())
        )
    if origin is list:
        return isinstance(value, list) and all(fits(entry, get_args(wanted)[0]) for entry in value)
    if origin in {Union, UnionType}:
        return any(fits(value, choice) for choice in get_args(wanted))
    if origin is Literal:
        return value in get_args(wanted)
    plain = {None: NoneType}.get(wanted, wanted)
    return isinstance(value, plain) and not (plain is int and isinstance(value, bool))


def _plain(value: Any) -> Any:
    """Every text without markup and on one line, as the reader leaves it."""
    if isinstance(value, str):
        return " ".join(paragraphs(value))
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list) else value


def _has_known_words(paper: Paper) -> bool:
    steps = paper["consultations"]
    return (
        _known(paper["paper_type"], _TYPES)
        and all(_known(step["role"], _ROLES) for step in steps)
        and all(_known(step["result"], _RESULTS) for step in steps)
        and all(step["committee"] for step in steps)
    )


def _known(coded: Coded | None, codes: set[str]) -> bool:
    return coded is None or (coded["code"] in codes and bool(coded["raw"]))


def _has_real_dates(paper: Paper) -> bool:
    dates = [paper["date"], *(step["date"] for step in paper["consultations"])]
    dates += [section["date"] for section in paper["facts"]]
    return all(given is None or _is_iso(given) for given in dates)


def _is_iso(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given == day(given)
    except ValueError:
        return False
