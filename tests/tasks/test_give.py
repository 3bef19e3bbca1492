"""A task is given once, and the person who is to do it learns of it."""

import re
from datetime import date
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core import clock
from app.core.db import transaction
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.outbox.tables import OutgoingMail
from app.tasks import operations, queries, rules
from app.tasks.forms import NewTask
from app.tasks.tables import Task
from tests.cast import Cast, make_member
from tests.mails import last_mail, part
from tests.tasks.make import make_chain


async def give(cast: Cast, data: NewTask, *, by: str = "anna", quiet: bool = False) -> Task:
    actor = await cast.actor(by)
    async with transaction():
        return await operations.add_task(actor, cast.group, data, now=clock.now(), quiet=quiet)


async def test_task_is_given_once_and_told_in_one_mail(cast: Cast) -> None:
    data = NewTask(
        id=uuid4(), title="Entwurf Budget", person_id=cast.id("carla"), due_on=date(2026, 12, 11)
    )
    first, second = await give(cast, data), await give(cast, data)
    assert first.id == second.id == data.id
    assert await Task.count() == 1
    assert await AuditEntry.count().where(AuditEntry.action == "task.given") == 1
    mail = await last_mail()
    assert await OutgoingMail.count() == 1
    assert mail["subject"] == "Aufgabe: Steuerungsgruppe Familienzentren, bis Fr 11.12.2026"
    for kind in ("plain", "html"):
        text = part(mail, kind)
        assert "Entwurf Budget" in text
        assert "Freitag, 11. Dezember 2026" in text
        assert f"/t/{rules.link_token(data.id, cast.id('carla'))}" in text


async def test_title_of_a_confidential_task_stays_behind_the_login(cast: Cast) -> None:
    data = NewTask(
        id=uuid4(),
        title="Kündigung prüfen",
        person_id=cast.id("carla"),
        visibility=Visibility.CONFIDENTIAL,
    )
    await give(cast, data)
    mail = await last_mail()
    assert "Kündigung" not in str(mail["subject"]) + part(mail, "plain") + part(mail, "html")
    assert "/t/" not in part(mail, "plain") + part(mail, "html")


def words(text: str) -> list[str]:
    """Of one part, without markup, addresses and the signs that differ between the two."""
    main = re.sub(
        r"<style.*?</style>|<title.*?</title>|<!--.*?-->|<[^>]+>", " ", text, flags=re.DOTALL
    )
    return re.findall(r"\w+", re.sub(r"https?://\S+", "", main).replace("·", " "))


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.CONFIDENTIAL])
async def test_both_parts_of_the_mail_say_the_same(cast: Cast, visibility: Visibility) -> None:
    chain = await make_chain(cast)
    data = NewTask(
        id=uuid4(),
        title="Entwurf Budget",
        person_id=cast.id("carla"),
        mandate_id=chain.mandate.id,
        visibility=visibility,
    )
    await give(cast, data)
    mail = await last_mail()
    assert words(part(mail, "plain")) == words(part(mail, "html"))
    assert "2024/012, Punkt 3" in part(mail, "plain")


async def test_nobody_is_told_of_own_quiet_or_unassigned_tasks(cast: Cast) -> None:
    await give(cast, NewTask(id=uuid4(), title="Raum buchen", person_id=cast.id("anna")))
    await give(cast, NewTask(id=uuid4(), title="Raum buchen"))
    carlas = NewTask(id=uuid4(), title="Raum buchen", person_id=cast.id("carla"))
    await give(cast, carlas, quiet=True)
    assert await Task.count() == 3
    assert await OutgoingMail.count() == 0


@pytest.mark.parametrize("name", ["dirk", "eva", "frieda"])
async def test_task_goes_only_to_people_of_the_group(cast: Cast, name: str) -> None:
    data = NewTask(id=uuid4(), title="Raum buchen", person_id=cast.id(name))
    with pytest.raises(RuleViolation):
        await give(cast, data)
    assert await Task.count() == 0


async def test_assignees_are_members_of_today_and_the_office_by_family_name(cast: Cast) -> None:
    await make_member(cast.group, cast.carla, role="protokoll")
    found = await queries.assignees(cast.group, clock.today())
    assert [a.given_name for a in found] == ["Anna", "Bernd", "Carla", "Gustav", "Paul"]
