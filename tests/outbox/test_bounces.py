"""Mail that comes back: which one it was, what it says, and when an address gets nothing more."""

from datetime import UTC, datetime

import pytest

from app.audit.tables import AuditEntry
from app.core.db import transaction
from app.outbox import bounces, jobs
from app.outbox.tables import MailState, OutgoingMail, SuspendedAddress
from app.people.tables import Person
from tests.browser import Visit
from tests.cast import Cast
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_mail, make_suspended

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
UNKNOWN = "550 5.1.1 User unknown"


def token_of(mail: OutgoingMail) -> str:
    return mail.envelope_sender.partition("@")[0].removeprefix("bounce+")


async def note(token: str, *, hard: bool = True, words: str = UNKNOWN) -> bool:
    async with transaction():
        return await bounces.note_bounce(token, hard=hard, words=words, now=NOW)


async def to_carla(cast: Cast, **values: object) -> OutgoingMail:
    return await make_mail(
        **{"body_id": cast.body.id, "person_id": cast.carla.id,
           "recipient_address": "Carla@example.org", **values}
    )  # fmt: skip


async def test_each_mail_leaves_under_an_address_of_its_own(clean: None) -> None:
    mails = [await make_mail(), await make_mail()]
    senders = [mail.envelope_sender for mail in mails]

    assert senders[0] != senders[1]
    for mail, sender in zip(mails, senders, strict=True):
        local, _, domain = sender.partition("@")
        assert f"@{domain}>".encode() in mail.mime, "From is of the same domain"
        assert local == local.lower()
        assert len(local) <= 64
        assert len(token_of(mail)) - bounces.ID_LENGTH == 26, "130 bit beside the id"


async def test_a_bounce_after_the_handover_marks_the_mail(
    cast: Cast, mail_server: MailServer
) -> None:
    mail = await to_carla(cast)
    await jobs.deliver_all()
    assert await note(token_of(mail).upper(), words="550 5.1.1\r\nUser  unknown\x00")

    failed = await fresh(mail)
    assert (failed.state, failed.done_at) == (MailState.FAILED, NOW)
    assert failed.last_answer == UNKNOWN


async def test_made_up_tokens_change_nothing(cast: Cast) -> None:
    mail = await to_carla(cast)
    token = token_of(mail)
    last = "a" if token[-1] != "a" else "b"
    for wrong in (
        "",
        "x",
        "!" * len(token),
        token[:-1] + last,
        token[: bounces.ID_LENGTH],
        "ä" * 52,
    ):
        assert not await note(wrong), wrong

    assert (await fresh(mail)).state == MailState.WAITING


async def test_two_hard_bounces_suspend_the_address_for_this_body(
    cast: Cast, mail_server: MailServer
) -> None:
    first, second = await to_carla(cast), await to_carla(cast)
    await note(token_of(first))
    assert (await SuspendedAddress.objects())[0].suspended_at is None
    await note(token_of(second))
    third = await to_carla(cast)
    elsewhere = await to_carla(cast, body_id=cast.other_body.id)
    await jobs.deliver_all()

    assert [content for *_, content in mail_server.received] == [elsewhere.mime]
    held = await fresh(third)
    assert (held.state, held.attempts) == (MailState.FAILED, 1)
    assert "wird nichts mehr gesendet" in held.last_answer


async def test_the_same_report_twice_counts_once(cast: Cast) -> None:
    mail = await to_carla(cast)
    await note(token_of(mail))
    await note(token_of(mail), words="550 again")

    assert await SuspendedAddress.select(SuspendedAddress.bounces).output(as_list=True) == [1]
    assert (await fresh(mail)).last_answer == UNKNOWN


async def test_a_soft_bounce_never_suspends(cast: Cast) -> None:
    for _ in range(3):
        mail = await to_carla(cast)
        await note(token_of(mail), hard=False, words="452 4.2.2 Mailbox full")
        assert (await fresh(mail)).state == MailState.FAILED

    assert not await SuspendedAddress.exists()


async def test_refusals_at_the_door_count_but_for_policy_and_full_boxes(
    cast: Cast, mail_server: MailServer
) -> None:
    mail_server.answers["Carla@example.org"] = [
        "550 5.7.1 Relaying denied",
        "552 5.2.2 Full",
        UNKNOWN,
    ]
    mail_server.data_answers = ["554 5.6.0 No such format"]
    for _ in range(4):
        await to_carla(cast)
    await jobs.deliver_all()

    (known,) = await SuspendedAddress.objects()
    assert known.bounces == 1
    assert known.suspended_at is None
    assert (known.address, known.person_id) == ("carla@example.org", cast.carla.id)


async def test_login_mails_go_to_a_suspended_address_and_never_suspend(
    cast: Cast, mail_server: MailServer
) -> None:
    await make_suspended(cast, address="carla@example.org")
    for _ in range(2):
        await to_carla(cast, kind="login_link_requested")
    await jobs.deliver_all()
    assert len(mail_server.received) == 2

    await SuspendedAddress.delete(force=True)
    for mail in await OutgoingMail.objects():
        await note(token_of(mail))
    assert not await SuspendedAddress.exists()


async def test_the_office_sees_suspended_addresses_and_releases_them(
    cast: Cast, visit: Visit, mail_server: MailServer
) -> None:
    row = await make_suspended(cast, address="carla@example.org")
    anna = await visit("anna")
    assert "Eine Adresse ist gesperrt" in (await anna.get("/postausgang")).text
    listed = (await anna.get("/postausgang/adressen")).text
    assert "carla@example.org" in listed
    assert UNKNOWN in listed
    await anna.post(f"/postausgang/adressen/{row.id}/freigabe")
    await to_carla(cast)
    await jobs.deliver_all()

    assert len(mail_server.received) == 1
    assert "Keine Adresse ist gesperrt" in (await anna.get("/postausgang/adressen")).text
    (entry,) = await AuditEntry.objects().where(AuditEntry.action == "address.released")
    assert entry.subject_id == cast.carla.id
    assert "carla" not in entry.details


async def test_the_persons_page_asks_for_their_suspended_addresses(
    cast: Cast, visit: Visit
) -> None:
    await make_suspended(cast)
    await make_suspended(cast, address="other@example.org", person_id=cast.dirk.id)
    anna = await visit("anna")
    where = f"/postausgang/adressen/person/{cast.carla.id}"

    assert f'data-hx-get="{where}"' in (await anna.get(f"/personen/{cast.carla.id}")).text
    piece = (await anna.get(where)).text
    assert cast.carla.email in piece
    assert "other@example.org" not in piece


@pytest.mark.parametrize("email", ["carla.neu@example.org", None])
async def test_another_address_of_the_person_ends_the_suspension(
    cast: Cast, visit: Visit, email: str | None
) -> None:
    await make_suspended(cast)
    carla = await Person.objects().get(Person.id == cast.carla.id)
    assert carla is not None
    anna = await visit("anna")
    answer = await anna.post(
        f"/personen/{carla.id}",
        {"title": "", "given_name": "Carla", "family_name": "Neu", "phone": "",
         "email": email or carla.email, "version": str(carla.version)},
    )  # fmt: skip

    assert answer.status_code == 303
    assert await SuspendedAddress.exists() == (email is None)


async def test_looking_up_a_token_reads_one_row_by_its_key(clean: None) -> None:
    mail = await make_mail()
    async with transaction():
        for other in ("seqscan", "bitmapscan"):  # for one row it might take either
            await OutgoingMail.raw(f"SET LOCAL enable_{other} = off")
        plan = await OutgoingMail.raw(
            "EXPLAIN SELECT * FROM outgoing_mail WHERE id = {} FOR UPDATE", mail.id
        )
    assert "Index Scan using outgoing_mail_pkey" in "".join(row["QUERY PLAN"] for row in plan)
