"""Reports in the digest: the release and each addition once, only counted where not public."""

import json
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import now
from app.core.words import Visibility
from app.digest import jobs
from app.digest.queries.news import news_of
from app.digest.tables import Choice, Digest, Kind, Subscription
from app.outbox.tables import OutgoingMail
from app.reports.tables import Report, ReportSubject
from app.vorlagen.tables import Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.digest.test_mail import words_of
from tests.reports.make import make_report

AN_HOUR_AGO = now() - timedelta(hours=1)


async def make_released(cast: Cast, paper: Vorlage, **columns: object) -> Report:
    report = await make_report(
        cast, vorlage=paper.id, status="released",
        **{"about": "2026/012", "released_at": AN_HOUR_AGO, **columns},
    )  # fmt: skip
    await ReportSubject(report=report.id, vorlage=paper.id).save()
    return report


async def added(report: Report) -> None:
    await ReportSubject.update({ReportSubject.added_at: AN_HOUR_AGO}).where(
        ReportSubject.report == report.id
    )


async def sent(cast: Cast) -> list[OutgoingMail]:
    await jobs.run(cast.committee, now(), dry_run=False)
    return list(await OutgoingMail.objects().order_by(OutgoingMail.created_at))


async def test_release_and_addition_are_one_line_and_told_once(cast: Cast, visit: Visit) -> None:
    paper, _ = await make_paper(cast, reference="2026/012")
    report = await make_released(cast, paper)
    await added(report)
    await make_subscription(cast.committee, cast.jutta)
    (mail,) = await sent(cast)
    for words in words_of(mail):
        assert "Neu ist ein Sachstandsbericht." in words
        assert "1. Sachstandsbericht zu 2026/012" in words
        assert "Er steht in der Sachlage von 2026/012" in words
        assert "weil dieser Bericht freigegeben ist" in words
        assert f"/berichte/{report.id}" in words
    assert len(await sent(cast)) == 1, "nothing is left for a second"
    digest = await Digest.objects().first()
    assert digest
    page = (await (await visit("jutta")).get(f"/digests/{digest.id}")).text
    assert "1. Sachstandsbericht zu 2026/012" in page
    assert json.loads(digest.content)["reports"]


async def test_an_addition_after_the_digest_is_news_of_its_own(cast: Cast) -> None:
    paper, _ = await make_paper(cast, reference="2026/012")
    report = await make_released(cast, paper, released_at=now() - timedelta(days=40))
    await make_subscription(cast.committee, cast.jutta)
    assert await sent(cast) == []
    await added(report)
    (mail,) = await sent(cast)
    for words in words_of(mail):
        assert "weil dieser Bericht jetzt in der Sachlage einer Vorlage steht" in words


@pytest.mark.parametrize("which", ["report", "vorlage"])
async def test_what_is_not_public_is_only_counted(cast: Cast, which: str) -> None:
    """Also a report about a Vorlage that became confidential afterwards."""
    paper, _ = await make_paper(cast)
    secret: dict[Any, Any] = {"visibility": Visibility.CONFIDENTIAL}
    await make_released(cast, paper, about="GEHEIM", **secret if which == "report" else {})
    if which == "vorlage":
        await Vorlage.update(secret).where(Vorlage.id == paper.id)
    await make_subscription(cast.committee, cast.jutta)
    (mail,) = await sent(cast)
    for words in words_of(mail):
        assert "ein nichtöffentlicher Punkt" in words
        assert "GEHEIM" not in words
        assert "Sachstandsbericht" not in words


async def test_drafts_and_reports_to_others_are_no_news(cast: Cast) -> None:
    paper, _ = await make_paper(cast)
    await make_report(cast, vorlage=paper.id)
    await make_released(cast, paper, committee=cast.group.id)
    news = await news_of(cast.committee, now() - timedelta(days=1), now(), now=now())
    assert (news.reports, news.hidden) == ([], [])


async def test_the_office_sees_reports_in_the_preview(cast: Cast, visit: Visit) -> None:
    paper, _ = await make_paper(cast, reference="2026/012")
    await make_released(cast, paper)
    await make_subscription(cast.committee, cast.jutta)
    page = (await (await visit("anna")).get(f"/digests/ausschuss/{cast.committee.id}")).text
    assert "1. Sachstandsbericht zu 2026/012" in page
    assert "Neuer Sachstandsbericht" in page


async def test_who_leaves_reports_out_reads_the_rest(cast: Cast, visit: Visit) -> None:
    jutta, paths = await visit("jutta"), f"/digests/ausschuss/{cast.committee.id}/rhythmus"
    every = {"rhythm": "weekly", "without": ["papers", "mandates", "decisions", "reports"]}
    refused = await jutta.post(paths, every)
    assert refused.status_code == 422
    assert "Dann bleibt nichts übrig." in refused.text
    await jutta.post(paths, {"rhythm": "weekly", "without": "reports"})
    assert [row.left_out for row in await Choice.objects()] == ["reports"]
    assert 'value="reports" checked' in (await jutta.get("/digests")).text
    await Subscription.update({Subscription.watermark: now() - timedelta(days=3)}, force=True)
    paper, point = await make_paper(cast)
    await make_released(cast, paper)
    assert await sent(cast) == [], "nothing else is new"
    await make_step(cast, point)
    (mail,) = await sent(cast)
    for words in words_of(mail):
        assert "Neuer Stand" in words
        assert "Sachstandsbericht" not in words


async def test_what_is_taken_in_again_begins_with_that_day(cast: Cast, visit: Visit) -> None:
    paper, _ = await make_paper(cast)
    subscription = await make_subscription(cast.committee, cast.jutta, left_out="reports")
    await make_released(cast, paper)
    path = f"/digests/ausschuss/{cast.committee.id}/rhythmus"
    await (await visit("jutta")).post(path, {"rhythm": "before_meeting"})
    assert await sent(cast) == []
    row = await Subscription.objects().get(Subscription.id == subscription.id)
    assert row
    assert row.told_reports > AN_HOUR_AGO
    assert Kind.REPORTS not in row.left_out
