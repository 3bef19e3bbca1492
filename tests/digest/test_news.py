"""What a committee learns of a period, whoever reads it."""

from datetime import datetime, timedelta, timezone

import pytest

from app.core.clock import now
from app.core.words import Visibility
from app.digest.queries.news import news_of
from app.meetings.tables import AgendaItem
from app.minutes.tables import Minutes, MinutesStatus
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, origin
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes

CEST = timezone(timedelta(hours=2))
SINCE, UNTIL = datetime(2024, 6, 1, 12, tzinfo=CEST), datetime(2024, 6, 30, 12, tzinfo=CEST)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "told"),
    [(SINCE, False), (SINCE + SECOND, True), (UNTIL, True), (UNTIL + SECOND, False)],
)
async def test_each_step_is_told_in_one_period_only(cast: Cast, at: datetime, told: bool) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point, at=at)
    news = await news_of(cast.committee, SINCE, UNTIL, now=UNTIL)
    assert [(step.label, step.was, step.became) for step in news.steps] == [
        ("Punkt 1", "offen", "in Bearbeitung")
    ] * told


async def test_recommendations_are_told_once_their_minutes_are_sent(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await origin(cast, point)
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.visibility: Visibility.PUBLIC}, force=True)
    await make_decision(item, yes=2, no=0, abstentions=1)
    until = now() + timedelta(hours=1)

    async def told() -> list[str]:
        news = await news_of(cast.committee, until - timedelta(hours=2), until, now=until)
        return [f"{told.number}: {told.votes}" for told in news.recommendations]

    assert await told() == []
    await Minutes.update({Minutes.status: MinutesStatus.SENT, Minutes.sent_at: now()}).where(
        Minutes.id == minutes.id
    )
    assert await told() == [f"1/{now().year}: 2 Ja, 0 Nein, 1 Enthaltung"]
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}, force=True)
    assert await told() == [], "the decision is as visible as its agenda item is now"
