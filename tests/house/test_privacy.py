"""A new column about a person without its entry in the export registry fails the build."""

import re

from piccolo.columns import ForeignKey

from app.people.tables import Person
from app.piccolo_app import APP_CONFIG
from app.privacy.rules.labels import EVERYWHERE, LEFT_OUT, OWN
from app.privacy.rules.registry import NAMES_WITHOUT_A_LINK, PERSONAL_COLUMNS, REGISTRY
from app.privacy.rules.texts import KEPT, TEXTS

SOUNDS_PERSONAL = re.compile(
    r"(^|_)(person|actor|presenter|deputy|device|phone|address|mail|email|birth|taken_by)($|_)|_by_name$|contact_"
)
HASHES = {("login_request", "address_hash"), ("body", "postal_address")}  # no person's
REGISTERED = {(source.table._meta.tablename, source.column) for source in REGISTRY}


def test_every_link_to_a_person_is_registered() -> None:
    links = {
        (table._meta.tablename, column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if isinstance(column, ForeignKey) and column._foreign_key_meta.resolved_references is Person
    }
    assert links - REGISTERED == set()
    assert len(links) > 10


def test_every_column_that_sounds_personal_is_registered_or_explained() -> None:
    suspects = {
        (table._meta.tablename, column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if SOUNDS_PERSONAL.search(column._meta.name) and table is not Person
    }
    explained = {
        (table, column)
        for table, column in suspects
        if (table, column) in REGISTERED | HASHES or (table, column) in NAMES_WITHOUT_A_LINK
    }
    links = {(t, c) for t, c in suspects if c in {"person", "approved_by", "created_by"}}
    assert suspects - explained - links == set()


def test_a_person_has_only_the_columns_of_the_allow_list() -> None:
    assert {column._meta.name for column in Person._meta.columns} == PERSONAL_COLUMNS


def test_every_column_of_a_registered_table_has_a_label_or_a_reason_to_be_left_out() -> None:
    undecided = []
    for table in {source.table for source in REGISTRY}:
        for column in table._meta.columns:
            told = column._meta.name in OWN[table] or column._meta.name in EVERYWHERE
            if told == (column._meta.name in LEFT_OUT.get(table, {})):
                undecided.append(f"{table._meta.tablename}.{column._meta.name}")
    assert sorted(undecided) == []


def test_no_label_and_no_reason_is_left_over_from_a_column_that_is_gone() -> None:
    for words in (OWN, LEFT_OUT):
        for table, named in words.items():
            assert set(named) <= {column._meta.name for column in table._meta.columns}, table


def test_texts_of_every_table_are_rewritten_or_kept_for_a_reason() -> None:
    assert {texts.table for texts in TEXTS} == set(APP_CONFIG.table_classes)
    known = {
        (table._meta.tablename, column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
    }
    assert set(KEPT) <= known
    for texts in TEXTS:
        texts.way(texts.group)
        texts.way(texts.meeting)
