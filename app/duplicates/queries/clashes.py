"""What would stand twice when two entries become one, and which of the two rows stays.

Read for the preview and once more, under the lock, for the merger itself.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.table import Table

from app.core.clock import berlin
from app.digest.tables import Subscription
from app.duplicates.queries import calendars
from app.duplicates.rules import Clash, contains
from app.groups.rules.periods import Period
from app.groups.tables import EventParticipant, Membership, Role, Standing
from app.invitations.tables import Answer, Invitation
from app.meetings.rules import COMING
from app.people.tables import Affiliation, OfficeRole
from app.tasks.tables import TaskPerson, Watcher

MEMBERSHIPS = """
SELECT a.id AS kept, a.role AS kept_role, a.standing AS kept_standing, a.since AS kept_since,
  a.until AS kept_until, b.id AS other, b.role AS other_role, b.standing AS other_standing,
  b.since AS other_since, b.until AS other_until, g.name AS group_name
FROM membership a JOIN membership b ON b."group" = a."group"
  AND a.since <= coalesce(b.until, 'infinity') AND b.since <= coalesce(a.until, 'infinity')
JOIN steering_group g ON g.id = a."group"
WHERE a.person = {} AND b.person = {} ORDER BY din5007(g.name), a.since, b.since
"""
INVITATIONS = """
SELECT a.id AS kept, a.answer AS kept_answer, a.answered_at AS kept_at, a.address AS kept_address,
  a.attendance <> 'unknown' AS kept_attended, a.revoked_at IS NULL AS kept_active,
  a.sent_sequence IS NOT NULL AS kept_sent,
  b.id AS other, b.answer AS other_answer, b.answered_at AS other_at, b.address AS other_address,
  b.attendance <> 'unknown' AS other_attended, b.revoked_at IS NULL AS other_active,
  b.sent_sequence IS NOT NULL AS other_sent,
  m.id AS meeting, m.title, m.starts_at, m.ends_at, m.status, g.name AS group_name
FROM invitation a JOIN invitation b ON b.meeting = a.meeting JOIN meeting m ON m.id = a.meeting
JOIN steering_group g ON g.id = m."group"
WHERE a.person = {} AND b.person = {} ORDER BY m.starts_at
"""
SUBSCRIPTIONS = """
SELECT a.id AS kept, b.id AS other, a.ended_at IS NOT NULL AND b.ended_at IS NULL AS other_stays,
  g.name AS group_name
FROM subscription a JOIN subscription b ON b.committee = a.committee
JOIN steering_group g ON g.id = a.committee
WHERE a.person = {} AND b.person = {} ORDER BY din5007(g.name)
"""
OFFICES = """
SELECT a.id AS kept, b.id AS other, o.name FROM office_role a
JOIN office_role b ON b.body = a.body AND b.office = a.office JOIN body o ON o.id = a.body
WHERE a.person = {} AND b.person = {}
"""
AFFILIATIONS = """
SELECT a.id AS kept, b.id AS other, t.name AS traeger FROM affiliation a
JOIN affiliation b ON b.traeger = a.traeger AND b.function = a.function
  AND coalesce(a.since, '-infinity') <= coalesce(b.since, '-infinity')
  AND coalesce(a.until, 'infinity') >= coalesce(b.until, 'infinity')
JOIN traeger t ON t.id = a.traeger
WHERE a.person = {} AND b.person = {} ORDER BY din5007(t.name)
"""
PARTICIPATIONS = """
SELECT a.id AS kept, b.id AS other, e.title FROM event_participant a
JOIN event_participant b ON b.event = a.event JOIN group_event e ON e.id = a.event
WHERE a.person = {} AND b.person = {} ORDER BY e.title
"""
# Also who is the first responsible here and stands beside them there; nothing follows such a row.
RESPONSIBLE = """
SELECT a.id AS kept, b.id AS other, t.title FROM task_responsible a
JOIN task_responsible b ON b.task = a.task JOIN task t ON t.id = a.task
WHERE a.person = {} AND b.person = {}
UNION ALL
SELECT t.id, tp.id, t.title FROM task_responsible tp JOIN task t ON t.id = tp.task
WHERE (t.person = {} AND tp.person = {}) OR (t.person = {} AND tp.person = {})
ORDER BY 3, 2
"""
WATCHED = """
SELECT a.id AS kept, b.id AS other, t.title FROM task_watcher a
JOIN task_watcher b ON b.task = a.task JOIN task t ON t.id = a.task
WHERE a.person = {} AND b.person = {} ORDER BY t.title, b.id
"""
WATCHED_TWICE = "Beide beobachten die Aufgabe „{title}“: einmal genügt."
TASK_TWICE = "Beide sind für die Aufgabe „{title}“ verantwortlich: einmal genügt."
OFFICE_TWICE = "Beide Einträge gehören zur Koordination von {name}: einmal genügt."
WORK_TWICE = "Bei beiden steht dieselbe Tätigkeit für {traeger}: einmal genügt."
EVENT_TWICE = "Beide nehmen an „{title}“ teil: einmal genügt."


async def clashes(keep_id: UUID, other_id: UUID, *, now: datetime) -> list[Clash]:
    """Those a person has to solve first come first."""
    ids = (keep_id, other_id)
    found = [
        *await _memberships(keep_id, other_id),
        *await _invitations(keep_id, other_id, now),
        *await _subscriptions(keep_id, other_id),
        *await calendars.clashes(keep_id, other_id, now=now),
        *_twice(OfficeRole, await OfficeRole.raw(OFFICES, keep_id, other_id), OFFICE_TWICE),
        *_twice(Affiliation, await Affiliation.raw(AFFILIATIONS, keep_id, other_id), WORK_TWICE),
        *_twice(
            EventParticipant,
            await EventParticipant.raw(PARTICIPATIONS, keep_id, other_id),
            EVENT_TWICE,
        ),
        *_twice(TaskPerson, await TaskPerson.raw(RESPONSIBLE, *ids, *ids, *ids[::-1]), TASK_TWICE),
        *_twice(Watcher, await Watcher.raw(WATCHED, *ids), WATCHED_TWICE),
    ]
    once = {clash.drop or clash.sentence: clash for clash in found}
    return sorted(once.values(), key=lambda clash: not clash.refuses)


async def _memberships(keep_id: UUID, other_id: UUID) -> list[Clash]:
    return [_membership(row) for row in await Membership.raw(MEMBERSHIPS, keep_id, other_id)]


def _membership(row: dict[str, Any]) -> Clash:
    """One that lies within another of the same role and standing goes; else a person decides."""
    kept = Period(row["kept_since"], row["kept_until"])
    other = Period(row["other_since"], row["other_until"])
    same = (row["kept_role"], row["kept_standing"]) == (row["other_role"], row["other_standing"])
    where = f"„{row['group_name']}“"
    if same and contains(kept, other):
        drop, stays = row["other"], row["kept"]
    elif same and contains(other, kept):
        drop, stays = row["kept"], row["other"]
    else:
        return Clash(
            sentence=f"Beide Einträge sind in der Gruppe {where} gleichzeitig Mitglied: "
            f"{_seat(row, 'kept')}; {_seat(row, 'other')}. Bitte beenden oder ändern Sie zuerst "
            "eine der beiden Mitgliedschaften, sodass sie sich nicht überschneiden.",
            table=Membership,
            refuses=True,
        )
    return Clash(
        sentence=f"In der Gruppe {where} sind beide Einträge Mitglied. Die längere "
        "Mitgliedschaft bleibt, die kürzere liegt ganz in ihr und entfällt.",
        table=Membership,
        drop=drop,
        stays=stays,
    )


def _seat(row: dict[str, Any], which: str) -> str:
    until = row[f"{which}_until"]
    end = f" bis {until:%d.%m.%Y}" if until else ""
    role, standing = Role(row[f"{which}_role"]), Standing(row[f"{which}_standing"])
    return f"{role.label}, {standing.label}, ab {row[f'{which}_since']:%d.%m.%Y}{end}"


async def _invitations(keep_id: UUID, other_id: UUID, now: datetime) -> list[Clash]:
    rows = await Invitation.raw(INVITATIONS, keep_id, other_id)
    return [_invitation(row, now) for row in rows]


def _worth(row: dict[str, Any], which: str) -> tuple[bool, bool, bool, float]:
    """What counts more stays: valid, attended, answered, answered later."""
    answered = row[f"{which}_answer"] != Answer.OPEN
    at = row[f"{which}_at"]
    return (
        row[f"{which}_active"],
        row[f"{which}_attended"],
        answered,
        at.timestamp() if at else 0.0,
    )


def _invitation(row: dict[str, Any], now: datetime) -> Clash:
    other_stays = _worth(row, "other") > _worth(row, "kept")
    gone, stays = ("kept", "other") if other_stays else ("other", "kept")
    answer = Answer(row[f"{stays}_answer"])
    coming = row["status"] in COMING and row["ends_at"] > now
    mailed = coming and row[f"{gone}_active"] and row[f"{gone}_sent"]
    withdraw = mailed and row[f"{gone}_address"] != row[f"{stays}_address"]
    said = "die beantwortete bleibt" if answer != Answer.OPEN else "eine bleibt, noch unbeantwortet"
    tells = f" An {row[f'{gone}_address']} geht eine Absage für den Kalender." if withdraw else ""
    return Clash(
        sentence=f"Zur Sitzung „{row['title']}“ ({row['group_name']}) am "
        f"{berlin(row['starts_at']):%d.%m.%Y} sind beide eingeladen: {said} "
        f"({answer.label}).{tells}",
        table=Invitation,
        drop=row[gone],
        stays=row[stays],
        withdraw=row["meeting"] if withdraw else None,
    )


async def _subscriptions(keep_id: UUID, other_id: UUID) -> list[Clash]:
    return [
        Clash(
            sentence=f"Beide haben die Zusammenfassung von „{row['group_name']}“ gewählt: eine "
            "bleibt, mit allem, was schon verschickt wurde.",
            table=Subscription,
            drop=row["kept"] if row["other_stays"] else row["other"],
            stays=row["other"] if row["other_stays"] else row["kept"],
        )
        for row in await Subscription.raw(SUBSCRIPTIONS, keep_id, other_id)
    ]


def _twice(table: type[Table], rows: list[dict[str, Any]], sentence: str) -> list[Clash]:
    """Two rows that say the same; `sentence` with names of columns in braces."""
    return [
        Clash(sentence=sentence.format_map(row), table=table, drop=row["other"], stays=row["kept"])
        for row in rows
    ]
