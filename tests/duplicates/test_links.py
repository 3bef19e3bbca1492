"""A new column that points to a person without a rule for merging fails the build."""

import re

from piccolo.columns import UUID, ForeignKey

from app.duplicates.rules import FOLLOWERS, LINKS, STAYS, Fate, name_of, referred
from app.people.tables import Person
from app.piccolo_app import APP_CONFIG
from app.polls.tables import PollVote

RULED = {(name_of(link.table), link.column) for link in LINKS}
SOUNDS_LIKE_A_PERSON = re.compile(r"(^|_)(person|actor|dissolved|user|member)_id$|_by_id$")


def test_every_link_to_a_person_says_what_becomes_of_it() -> None:
    links = {
        (name_of(table), column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if referred(column) is Person
    }
    assert links - RULED == set()
    assert len(links) > 15


def test_every_plain_id_of_a_person_moves_or_says_why_not() -> None:
    plain = {
        (name_of(table), column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if isinstance(column, UUID)
        and not isinstance(column, ForeignKey)
        and SOUNDS_LIKE_A_PERSON.search(column._meta.name)
    }
    tables = ("notification_choice", "outgoing_mail", "suspended_address", "waiting_notification")
    mail = {(table, "person_id") for table in tables}
    assert plain == {*mail, *STAYS}
    assert plain - RULED - STAYS.keys() == set()


def test_every_rule_names_a_column_that_is_there() -> None:
    tables = {name_of(table): table for table in APP_CONFIG.table_classes}
    assert all(tables[name]._meta.get_column_by_name(column) for name, column in RULED)


def test_what_points_to_a_row_that_may_go_follows_the_one_that_stays() -> None:
    pointing = {
        (target, table, column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if (target := referred(column)) in FOLLOWERS
    }
    assert pointing == {
        (target, table, column) for target, all_ in FOLLOWERS.items() for table, column in all_
    }


def test_whatever_may_stand_twice_is_settled_or_may_stand_twice() -> None:
    settled = {link.table for link in LINKS if link.fate == Fate.SETTLED}
    assert settled == set(FOLLOWERS) - {PollVote}  # a vote is its voter's
