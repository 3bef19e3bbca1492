"""What the group's page says about its rules, its names and where its work came from and went."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.groups.access import may_lead, may_read
from app.groups.rules.life import ENDED
from app.groups.tables import Approval, Group, GroupEvent, GroupKind, Insight, Quorum

LINKS = """
SELECT s.on_day, s.note, other.id, other.name, other.body, s.successor = other.id AS after
FROM succession s JOIN steering_group other
  ON other.id = CASE WHEN s."group" = {} THEN s.successor ELSE s."group" END
WHERE s."group" = {} OR s.successor = {}
ORDER BY s.on_day, din5007(other.name)
"""


@dataclass(frozen=True)
class Link:
    """One succession, seen from the group in between; `opens`: the reader may open the other."""

    id: UUID
    name: str
    on_day: date
    note: str
    opens: bool


@dataclass(frozen=True, kw_only=True)
class Story:
    rules: list[tuple[str, str]]
    former: list[tuple[str, date | None]]
    before: list[Link]
    after: list[Link]
    event: str  # title of what the group prepares, "" without one
    has_event: bool
    event_over: bool
    ended: bool
    is_office: bool
    may_lead: bool


async def story_of(actor: Actor, group: Group, today: date) -> Story:
    rows = await Group.raw(LINKS, group.id, group.id, group.id)
    links = [(row["after"], _link(actor, row)) for row in rows]
    names = await _former(group)
    event = await GroupEvent.objects().where(GroupEvent.group == group.id).first()
    ended = group.status in ENDED
    return Story(
        rules=rules_in_words(group),
        former=names,
        before=[link for after, link in links if not after],
        after=[link for after, link in links if after],
        event=event.title if event else "",
        has_event=group.kind == GroupKind.SPURGRUPPE or event is not None,
        event_over=event is not None and not ended and is_over(event, today),
        ended=ended,
        is_office=group.body in actor.office_of,
        may_lead=may_lead(actor, group),
    )


def is_over(event: GroupEvent, today: date) -> bool:
    last = event.ends_on or event.starts_on
    return last is not None and last < today


def _link(actor: Actor, row: dict[str, object]) -> Link:
    opens = may_read(actor, Group(id=row["id"], body=row["body"]))
    return Link(row["id"], row["name"], row["on_day"], row["note"], opens)  # type: ignore[arg-type]


async def _former(group: Group) -> list[tuple[str, date | None]]:
    rows = await Group.raw(
        'SELECT name, until FROM former_name WHERE "group" = {} AND name <> {}'
        " ORDER BY until DESC NULLS LAST, name",
        group.id,
        group.name,
    )
    return [(row["name"], row["until"]) for row in rows]


def rules_in_words(group: Group) -> list[tuple[str, str]]:
    """(name of the rule, what it says) for everybody in the group."""
    return [
        ("Ladungsfrist", _days(group.notice_days, "Arbeitstag", "Arbeitstage") or "keine"),
        ("Einwände gegen das Protokoll", _objections(group.objection_days)),
        ("Genehmigung des Protokolls", Approval(group.approval).label),
        ("Beschlussfähigkeit", _quorum(group)),
        ("Wer sieht wen", Insight(group.insight).label),
    ]


def _days(number: int | None, one: str, many: str) -> str:
    return f"ein {one}" if number == 1 else f"{number} {many}" if number else ""


def _objections(days: int) -> str:
    period = _days(days, "Tag", "Tage")
    return f"{period} nach dem Versand" if period else "nur in der nächsten Sitzung"


def _quorum(group: Group) -> str:
    if group.quorum == Quorum.NUMBER:
        one = group.quorum_number == 1
        return f"mindestens {'eine Stimmberechtigte oder ein Stimmberechtigter' if one else f'{group.quorum_number} Stimmberechtigte'}"
    return {Quorum.NONE.value: "keine Mindestzahl", Quorum.HALF.value: Quorum.HALF.label}[
        group.quorum
    ]
