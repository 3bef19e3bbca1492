"""A new column about a person without its entry in the export registry fails the build."""

import json
import re
import zipfile
from io import BytesIO

from piccolo.columns import ForeignKey

from app.core.tokens import hash_of
from app.people.tables import Person
from app.piccolo_app import APP_CONFIG
from app.privacy.queries import as_zip, rows_about
from app.privacy.rules import NAMES_WITHOUT_A_LINK, PERSONAL_COLUMNS, REGISTRY
from tests.cast import Cast
from tests.house.test_rights import filled

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


async def test_export_holds_everything_but_secrets(cast: Cast) -> None:
    await filled(cast)
    rows = await rows_about(cast.id("carla"))
    assert rows["Stammdaten"][0]["email"] == cast.carla.email
    assert rows["Mitgliedschaften"]
    with zipfile.ZipFile(BytesIO(as_zip(rows))) as archive:
        told = json.loads(archive.read("auskunft.json"))
        assert "Cordes" in archive.read("auskunft.txt").decode()
    assert set(told) == {source.heading for source in REGISTRY}
    assert not re.search(r'"\w+_hash"', json.dumps(told))
    assert len(hash_of("x")) == 64
