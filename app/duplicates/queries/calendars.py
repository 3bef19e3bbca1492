"""Series and Terminabfragen to which both entries were asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.clock import berlin
from app.duplicates.rules import Clash
from app.invitations.tables import SeriesInvitation
from app.polls.tables import PollVote, PollVoter

SERIES = """
SELECT a.id AS kept, b.id AS other, a.revoked_at IS NULL AS kept_active,
  b.revoked_at IS NULL AS other_active, s.title, g.name AS group_name,
  EXISTS (SELECT FROM meeting m WHERE m.series = s.id AND m.ends_at > {}
    AND m.status <> 'cancelled') AS goes_on
FROM series_invitation a JOIN series_invitation b ON b.series = a.series
JOIN series s ON s.id = a.series JOIN steering_group g ON g.id = s."group"
WHERE a.person = {} AND b.person = {} ORDER BY s.starts_at
"""
VOTERS = """
SELECT a.id AS kept, b.id AS other, p.title,
  coalesce(b.answered_at > a.answered_at, b.answered_at IS NOT NULL) AS other_stays
FROM poll_voter a JOIN poll_voter b ON b.poll = a.poll JOIN poll p ON p.id = a.poll
WHERE a.person = {} AND b.person = {} ORDER BY p.created_at
"""
VOTES = """
SELECT a.id AS kept, b.id AS other, d.starts_at FROM poll_vote a
JOIN poll_vote b ON b.date = a.date JOIN poll_date d ON d.id = a.date
WHERE a.voter = {} AND b.voter = {} ORDER BY d.starts_at
"""


async def clashes(keep_id: UUID, other_id: UUID, *, now: datetime) -> list[Clash]:
    """Votes come before their voters, so that none points to a row that is gone."""
    found = [_series(row) for row in await SeriesInvitation.raw(SERIES, now, keep_id, other_id)]
    for row in await PollVoter.raw(VOTERS, keep_id, other_id):
        gone, stays = ("kept", "other") if row["other_stays"] else ("other", "kept")
        votes = await PollVote.raw(VOTES, row["kept"], row["other"])
        found += [_vote(row["title"], each, gone, stays) for each in votes]
        found.append(
            Clash(
                sentence=f"In der Terminabfrage „{row['title']}“ sind beide gefragt: einmal genügt.",
                table=PollVoter,
                drop=row[gone],
                stays=row[stays],
            )
        )
    return found


def _series(row: dict[str, Any]) -> Clash:
    """Two calendars hold the series; taking it out of one is a mail that somebody has to want."""
    which = f"„{row['title']}“ ({row['group_name']})"
    if row["goes_on"] and row["kept_active"] and row["other_active"]:
        return Clash(
            sentence=f"Zur Reihe {which} sind beide eingeladen. Bitte laden Sie zuerst einen der "
            "beiden Einträge aus.",
            table=SeriesInvitation,
            refuses=True,
        )
    gone, stays = ("other", "kept") if row["kept_active"] else ("kept", "other")
    return Clash(
        sentence=f"Zur Reihe {which} waren beide eingeladen: einmal genügt.",
        table=SeriesInvitation,
        drop=row[gone],
        stays=row[stays],
    )


def _vote(title: str, row: dict[str, Any], gone: str, stays: str) -> Clash:
    return Clash(
        sentence=f"In der Terminabfrage „{title}“ haben beide zum "
        f"{berlin(row['starts_at']):%d.%m.%Y, %H:%M} Uhr abgestimmt: die spätere Antwort bleibt.",
        table=PollVote,
        drop=row[gone],
        stays=row[stays],
    )
