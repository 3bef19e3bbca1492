"""Which mails a person may have collected, and what of their text is kept."""

from datetime import date
from uuid import UUID

import pytest

from app.notifications import rules
from app.notifications.rules import Line
from app.notifications.tables import Topic, Way

CARLA = UUID(int=7)


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("minutes_sent", Topic.MINUTES),
        ("minutes_corrected", Topic.MINUTES_CHANGED),
        ("minutes_approved", Topic.MINUTES_CHANGED),
        ("objection_raised", Topic.OBJECTIONS),
        ("objection_settled", Topic.OBJECTIONS),
        ("task_given", Topic.TASK_GIVEN),
        ("tasks_given", Topic.TASK_GIVEN),
        ("tasks_changed", Topic.TASK_CHANGED),
        ("task_changed", Topic.TASK_CHANGED),
        ("task_mentioned", Topic.MENTIONS),
        ("meeting_proposal_received", Topic.PROPOSALS),
        ("mandate_proposed", Topic.PROPOSALS),
        ("mandate_proposal_answered", Topic.PROPOSALS),
        ("invitation_sent", None),
        ("invitation_changed", None),
        ("invitation_cancelled", None),
        ("invitation_withdrawn", None),
        ("login_link_requested", None),
        ("poll_asked", None),
        ("reply_to_confirm", None),
        ("reminder_sent", None),
        ("digest_sent", None),
        ("member_account_ends", None),
        ("group_handed_over", None),
    ],
)
def test_invitations_logins_and_whatever_has_a_term_of_its_own_go_at_once(
    kind: str, topic: Topic | None
) -> None:
    assert rules.topic_of(kind) == topic


def test_a_duty_may_wait_for_the_morning_but_not_stay_away() -> None:
    assert rules.ways_of(Topic.MINUTES) == (Way.AT_ONCE, Way.DAILY)
    assert rules.ways_of(Topic.MENTIONS) == (Way.AT_ONCE, Way.DAILY, Way.NONE)


def test_a_token_ends_its_own_topic_of_its_own_person() -> None:
    token = rules.unsubscribe_token(CARLA, Topic.MENTIONS)
    assert rules.unsubscribed_by(token) == (CARLA, Topic.MENTIONS)


def test_a_token_for_another_person_topic_or_a_duty_is_none() -> None:
    token = rules.unsubscribe_token(CARLA, Topic.MENTIONS)
    duty = rules.unsubscribe_token(CARLA, Topic.MINUTES)
    others = [
        token.replace(CARLA.hex, UUID(int=8).hex), token.replace("mentions", "task_changed"),
        token.replace("mentions", "everything"), token[:-1], token.upper(), duty, "", "x" * 500,
    ]  # fmt: skip
    assert [rules.unsubscribed_by(other) for other in others] == [None] * len(others)


@pytest.mark.parametrize(
    ("base_url", "kind", "person_id"),
    [
        ("http://127.0.0.1:8000", "task_mentioned", CARLA),  # RFC 8058 §3.1 asks for https
        ("https://spurwerk.example.org", "task_mentioned", None),
        ("https://spurwerk.example.org", "minutes_sent", CARLA),
        ("https://spurwerk.example.org", "invitation_sent", CARLA),
    ],
)
def test_no_way_out_where_there_is_none(base_url: str, kind: str, person_id: UUID | None) -> None:
    assert rules.address_to_unsubscribe(base_url, kind, person_id, date(2026, 11, 23)) is None


FRAMED = """Spurwerk, Landkreis

Für Carla

Betreff

Guten Tag Carla Cordes,

Es steht hier.

Guten Tag Welt,


Fragen?

Anna
"""


def test_what_is_kept_stands_between_greeting_and_contact() -> None:
    assert rules.kern_of(FRAMED) == "Es steht hier.\n\nGuten Tag Welt,"


def test_a_text_without_the_frame_is_kept_whole() -> None:
    assert rules.kern_of("\nNur ein Satz.\n") == "Nur ein Satz."


def test_lines_are_put_together_as_they_were_before_they_were_wrapped() -> None:
    long = "Diese Zeile ist so lang, dass sie im Textteil einer E-Mail umgebrochen wird,"
    text = f"{long}\nund geht hier weiter.\nBis: morgen\n\nAufgabe öffnen:\nhttps://a.example/t/x\n"
    assert rules.paragraphs_of(text) == (
        (Line(f"{long} und geht hier weiter."), Line("Bis: morgen")),
        (Line("Aufgabe öffnen", "https://a.example/t/x"),),
    )


def test_an_address_without_words_leads_to_itself() -> None:
    assert rules.paragraphs_of("https://a.example\nhttps://b.example") == (
        (
            Line("https://a.example", "https://a.example"),
            Line("https://b.example", "https://b.example"),
        ),
    )
