"""Point 58 of docs/kalender.md: who is believed."""

from dataclasses import replace

import pytest

from app.audit.tables import AuditEntry
from app.groups.tables import Group
from app.invitations.tables import Answer
from app.outbox.tables import OutgoingMail
from app.people.tables import PersonAddress
from app.replies.rules.senders import (
    Evidence,
    Proof,
    Verdict,
    is_aligned,
    proof_of,
    same_house,
    verdict,
)
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import FAIL, PASS, answer_of, arrive
from tests.replies.letters import Answer as Letter
from tests.replies.world import everything, invited, stored_mail

T, F = True, False
P, N, X = Proof.PASS, Proof.NONE, Proof.FAIL
# token, F = I, A = I, proof, same house, setting "tokenlos" → what becomes of it
TABLE = [
    (T, T, T, P, F, F, Verdict.APPLY),
    (T, T, T, N, F, F, Verdict.APPLY),
    (T, T, T, X, F, F, Verdict.HOLD),
    (T, F, T, P, T, F, Verdict.NOTED),
    (T, F, T, P, F, F, Verdict.HOLD),
    (T, F, T, N, T, F, Verdict.HOLD),
    (T, F, T, X, T, F, Verdict.HOLD),
    (T, T, F, P, T, F, Verdict.REQUEST),
    (T, T, F, X, F, F, Verdict.REQUEST),
    (T, F, F, P, F, F, Verdict.REQUEST),
    (T, F, F, N, F, F, Verdict.REQUEST),
    (F, T, T, P, T, F, Verdict.HOLD),
    (F, T, T, P, T, T, Verdict.APPLY),
    (F, T, T, N, T, T, Verdict.QUARANTINE),
    (F, T, T, X, T, T, Verdict.QUARANTINE),
    (F, F, T, P, T, T, Verdict.QUARANTINE),
    (F, T, F, P, T, T, Verdict.QUARANTINE),
    (F, F, F, N, F, F, Verdict.QUARANTINE),
]


@pytest.mark.parametrize("row", TABLE)
def test_point_58_the_table_of_senders_row_by_row(
    row: tuple[bool, bool, bool, Proof, bool, bool, Verdict],
) -> None:
    token, sender, attendee, proof, house, tokenless, expected = row
    evidence = Evidence(
        token=token, sender=sender, attendee=attendee, proof=proof, same_house=house,
        tokenless=tokenless,
    )  # fmt: skip
    assert verdict(evidence) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("mx.example.org; dmarc=pass header.from=example.org", P),
        ("MX.example.org; dkim=pass header.d=post.example.org", P),
        ("mx.example.org; dkim=pass header.i=@example.org header.d=example.org", P),
        ("mx.example.org; dkim=pass header.d=example.net", N),
        ("mx.example.org; dmarc=pass header.from=example.net", N),
        ("mx.example.org; dmarc=fail header.from=example.org; dkim=pass header.d=example.org", X),
        ("mx.example.org; spf=pass smtp.mailfrom=example.org", N),
        ("mx.example.net; dmarc=pass header.from=example.org", N),
        ("mx.example.org.example.net; dmarc=pass header.from=example.org", N),
        ("mx.example.org; none", N),
        ("mx.example.org; dmarc=", N),
        ("", N),
    ],
)
def test_point_58_only_our_own_server_proves_a_sender(header: str, expected: Proof) -> None:
    assert proof_of((header,), "mx.example.org", "example.org") == expected


def test_a_fail_of_our_server_outweighs_a_pass_and_without_a_name_nothing_counts() -> None:
    assert proof_of((PASS, FAIL), "mx.example.org", "example.org") == X
    assert proof_of((PASS,), "", "example.org") == N
    assert not is_aligned("org", "example.org")
    assert not is_aligned("badexample.org", "example.org")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("mx.example.org; dmarc=none", "mx.example.org; dmarc=pass header.from=example.org"), N),
        (("mx.example.org; dkim=none", "mx.example.org; dkim=pass header.d=example.org"), N),
        (("mx.example.org; dkim=pass header.d=example.org", "mx.example.org; dmarc=none"), P),
        (("mx.example.org; spf=pass", "mx.example.org; dmarc=pass header.from=example.org"), P),
        (("mx.example.net; dmarc=none", PASS), P),
        (("mx.example.org; dmarc=none", FAIL), X),
    ],
)
def test_point_58_what_stands_below_our_servers_own_header_proves_nothing(
    headers: tuple[str, ...], expected: Proof
) -> None:
    assert proof_of(headers, "mx.example.org", "example.org") == expected


def test_point_58_an_address_at_a_great_provider_is_no_colleague_of_another() -> None:
    assert same_house("amt.example.org", "amt.example.org")
    assert not same_house("gmx.de", "gmx.de")
    assert not same_house("example.net", "example.org")


def results(text: str) -> tuple[str, ...]:
    return (f"Authentication-Results: {text}",)


ROWS = [  # changes of the mail, what becomes of it, the answer afterwards
    ({}, Outcome.APPLIED, Answer.ACCEPTED),
    ({"headers": results(PASS)}, Outcome.APPLIED, Answer.ACCEPTED),
    ({"headers": results(FAIL)}, Outcome.HELD, Answer.OPEN),
    ({"sender": "buero@example.org", "headers": results(PASS)}, Outcome.APPLIED, Answer.ACCEPTED),
    ({"sender": "buero@example.org"}, Outcome.HELD, Answer.OPEN),
    ({"sender": "buero@example.net", "headers": results(PASS)}, Outcome.HELD, Answer.OPEN),
    ({"attendee": "kim@example.org"}, Outcome.REQUEST, Answer.OPEN),
    (
        {"attendee": "kim@example.org", "sender": "kim@example.org"},
        Outcome.REQUEST, Answer.OPEN,
    ),
    ({"recipient": "sitzung@spurwerk.example.org", "headers": results(PASS)}, Outcome.HELD, Answer.OPEN),
    ({"recipient": None}, Outcome.QUARANTINE, Answer.OPEN),
    ({"recipient": None, "headers": results(FAIL)}, Outcome.QUARANTINE, Answer.OPEN),
    (
        {"recipient": f"sitzung+{'a' * 32}@spurwerk.example.org"},
        Outcome.QUARANTINE, Answer.OPEN,
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
async def test_point_58_each_row_of_the_table_as_a_mail(
    cast: Cast, row: tuple[dict[str, object], Outcome, Answer]
) -> None:
    changes, outcome, expected = row
    invitation, meeting = await invited(cast)
    received = await arrive(answer_of(invitation, meeting, **changes))
    assert received.outcome == outcome, received
    after = await stored(invitation)
    assert after.answer == expected
    note = "gesendet von buero@example.org"
    assert (after.answer_note == note) == (
        changes.get("sender") == "buero@example.org" and outcome == Outcome.APPLIED
    )
    letters = await OutgoingMail.objects()
    assert {letter.recipient_address for letter in letters} <= {invitation.address}


async def test_the_setting_of_the_group_lets_proven_answers_count_without_our_token(
    cast: Cast,
) -> None:
    invitation, meeting = await invited(cast)
    await Group.update({Group.trust_without_token: True}).where(Group.id == cast.group.id)
    answer = answer_of(invitation, meeting, recipient=None, headers=results(PASS))
    assert (await arrive(answer)).outcome == Outcome.APPLIED


async def test_a_further_address_of_the_person_is_theirs(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await PersonAddress(person=cast.carla.id, email="carla.zwei@example.net").save()
    other = answer_of(invitation, meeting, sender="Carla.Zwei@example.net")
    assert (
        await arrive(replace(other, attendee="carla.zwei@example.net"))
    ).outcome == Outcome.APPLIED


@pytest.mark.parametrize(
    "from_lines",
    [
        ("From: <{0}>", "From: <boese@example.net>"),
        ("From: <{0}>, <boese@example.net>",),
        ('From: "{0}" <boese@example.net>',),
        ("From: a@b@example.org",),
        ("From: ",),
        ("From: =?utf-8?q?carla=40example=2Eorg?=",),
    ],
)
async def test_point_58_a_double_or_false_from_is_never_believed(
    cast: Cast, from_lines: tuple[str, ...]
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    head = [line.format(invitation.address) for line in from_lines]
    raw = answer.mail().replace(
        f"From: Carla Cordes <{invitation.address}>".encode(), "\r\n".join(head).encode()
    )
    received = await arrive(answer, raw)
    assert received.outcome in {Outcome.QUARANTINE, Outcome.HELD}
    assert (await stored(invitation)).answer == Answer.OPEN


async def forgeries(cast: Cast) -> list[Letter]:
    """Twenty that claim to be Carla's: wrong token, sender, attendee, proof or purpose."""
    invitation, meeting = await invited(cast)
    genuine = answer_of(invitation, meeting, partstat="DECLINED")
    stolen = genuine.recipient
    foreign = results("mx.example.net; dmarc=pass header.from=example.org")
    tokens = [
        None,
        "",
        "sitzung@x",
        f"sitzung+{'b' * 32}@x",
        "sitzung+zu-kurz@x",
        f"x+{'b' * 32}@x",
    ]
    return [
        *(replace(genuine, recipient=token, headers=foreign) for token in tokens),
        *(replace(genuine, sender=f"boese{n}@example.net", recipient=stolen) for n in range(4)),
        *(replace(genuine, headers=results(FAIL)) for _ in range(2)),
        *(replace(genuine, attendee=f"gast{n}@example.net") for n in range(2)),
        *(
            replace(genuine, method=word, declared=word)
            for word in ("REQUEST", "CANCEL", "PUBLISH")
        ),
        replace(genuine, uid="erfunden@example.net"),
        replace(genuine, declared="REQUEST"),
        replace(genuine, headers=("Auto-Submitted: auto-replied",)),
    ]


async def test_twenty_forged_mails_change_nothing_and_leave_twenty_traces(cast: Cast) -> None:
    forged = await forgeries(cast)
    assert len(forged) == 20
    before = await everything()
    for letter in forged:
        received = await arrive(letter)
        assert received.outcome != Outcome.APPLIED
        assert (await stored_mail(received.mail_id)).reason
    assert await everything() == before
    traces = await AuditEntry.select().where(AuditEntry.action == "mail.received")
    assert len(traces) == 20
    recipients = {letter.recipient_address for letter in await OutgoingMail.objects()}
    assert recipients <= {cast.carla.email}
