"""OParl objects as servers really write them become `vorlage/1`; nothing is invented."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.importers.rules.mapping import mapped
from app.importers.rules.objects import NoOparl, day, plain, read_object
from app.importers.rules.references import wanted
from app.reading.paper import Paper
from app.vorlagen.forms.read import source_of
from app.vorlagen.rules.drafts import Resolution
from app.vorlagen.rules.source import Source
from tests.importers.council import FILE_TEXT
from tests.importers.make import oparl_paper
from tests.reading import shared

HERE = "https://ris.example.org"
JHA = {"id": f"{HERE}/org/1", "name": "Jugendhilfeausschuss"}
MEETING: dict[str, Any] = {
    "id": f"{HERE}/m/1",
    "name": "3. Sitzung",
    "start": "2026-03-04T23:30:00+00:00",
    "organization": [JHA],
    "agendaItem": [
        {"number": "Ö 1", "name": "Eröffnung", "public": True},
        {"number": "Ö 7", "public": True, "consultation": f"{HERE}/c/1", "result": "vertagt"},
        {"number": "N 9", "name": "", "public": False},
    ],
}
CONSULTATION = {"id": f"{HERE}/c/1", "meeting": MEETING, "agendaItem": None, "role": "Vorberatung"}


def read(found: dict[str, Any], known: Mapping[str, Any] | None = None) -> Paper:
    return mapped(found, known or {}, None).source.result.paper


def step(**fields: Any) -> Any:
    (only,) = read(oparl_paper(consultation=[{**CONSULTATION, **fields}]))["consultations"]
    return only


def test_head_comes_from_the_fields() -> None:
    paper = read(
        oparl_paper(
            underDirectionOf=[{"name": "Jugendamt"}, {"shortName": "Amt 41"}],
            originatorPerson={"name": "Mira Muster"},
            originatorOrganization=["Fraktion Beispiel"],
            superordinatedPaper={"reference": "2025/9"},
            relatedPaper=[
                {"reference": "2025/9"},
                {"reference": "2026/001"},
                {"reference": "7/26"},
            ],
        )
    )
    assert (paper["reference"], paper["title"]) == ("2026/001", "Jugendtreff am Markt, Teil 1")
    assert paper["paper_type"] == {"raw": "Beschlussvorlage", "code": "decision"}
    assert (paper["date"], paper["public"]) == ("2026-02-03", True)
    assert (paper["lead_unit"], paper["originator"]) == (
        "Jugendamt; Amt 41", "Fraktion Beispiel; Mira Muster",
    )  # fmt: skip
    assert sorted(paper["related"]) == ["2025/9", "7/26"], "each once, never its own number"


def test_agenda_item_is_found_in_the_meeting() -> None:
    found = step()
    assert (found["agenda_number"], found["public"]) == ("Ö 7", True)
    assert found["result"] == {"raw": "vertagt", "code": "postponed"}
    assert found["date"] == "2026-03-05", "half past midnight in Berlin"
    assert (found["committee"], found["meeting_title"]) == ("Jugendhilfeausschuss", "3. Sitzung")


def test_agenda_item_is_found_by_its_title_only_if_there_is_one() -> None:
    item = {"number": "Ö 2", "name": "Jugendtreff am Markt, Teil 1", "public": True}
    one = step(id="", meeting={**MEETING, "agendaItem": [item]})
    two = step(id="", meeting={**MEETING, "agendaItem": [item, {**item, "number": "Ö 3"}]})
    assert (one["agenda_number"], two["agenda_number"]) == ("Ö 2", None)


@pytest.mark.parametrize(
    ("organization", "committee"),
    [
        ("Kreistag", "Kreistag"),
        (["Kreistag"], "Kreistag"),
        ({"name": "Kreistag"}, "Kreistag"),
        (JHA["id"], "Jugendhilfeausschuss"),
        ([JHA["id"], {"name": "Sozialausschuss"}], "Jugendhilfeausschuss, Sozialausschuss"),
        (None, "Jugendhilfeausschuss"),
        ([], "Jugendhilfeausschuss"),
        ([f"{HERE}/org/unknown"], "Jugendhilfeausschuss"),
    ],
)
def test_organization_is_a_list_or_a_text(organization: Any, committee: str) -> None:
    found = oparl_paper(consultation=[{**CONSULTATION, "organization": organization}])
    assert read(found, {JHA["id"]: JHA})["consultations"][0]["committee"] == committee


def test_consultations_are_sorted_by_the_day_of_the_meeting() -> None:
    def at(start: str | None, name: str) -> dict[str, Any]:
        return {"organization": name, "meeting": {"start": start} if start else None}

    rows = [at(None, "Kreistag"), at("2026-05-02", "Rat"), at("2026-04-01T18:00:00", "JHA")]
    found = read(oparl_paper(consultation=rows))["consultations"]
    assert [(r["position"], r["committee"], r["date"]) for r in found] == [
        (1, "JHA", "2026-04-01"), (2, "Rat", "2026-05-02"), (3, "Kreistag", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("Entscheidung", "decision"), ("Vorberatung", "preparation"), ("Bericht", "notice"),
        ("Behandlung", "other"), ("unbekannt", "other"), ("Neues Wort", "other"),
    ],
)  # fmt: skip
def test_role_keeps_its_words(role: str, code: str) -> None:
    assert step(role=role, authoritative=True)["role"] == {"raw": role, "code": code}


def test_a_deciding_flag_alone_says_nothing() -> None:
    assert step(role=None, authoritative=True)["role"] is None


def test_deleted_parts_are_left_out() -> None:
    gone = {**CONSULTATION, "deleted": True}
    files = [{"name": "Anlage 1", "deleted": True}, {"name": "Anlage 2", "size": 2049}]
    paper = read(oparl_paper(consultation=[gone], auxiliaryFile=files))
    assert paper["consultations"] == []
    assert paper["attachments"] == [{"number": 2, "name": "Anlage 2", "size_kb": 3}]


def test_the_paper_among_the_attachments_is_no_attachment() -> None:
    names = ["Anlage 2 Karte", "Anlage 1 Plan", "Auszug aus der Niederschrift", "Beschlussvorlage"]
    files = [{"name": name, "downloadUrl": f"{HERE}/f"} for name in names]
    found = read(oparl_paper(auxiliaryFile=files))["attachments"]
    assert [row["name"] for row in found] == ["Anlage 1 Plan", "Anlage 2 Karte", names[2]]


def test_the_decided_wording_stays_apart_from_the_proposal() -> None:
    item = {
        "result": "geändert beschlossen",
        "resolutionText": "<p>Es wird gebaut.</p><p>Bald.</p>",
    }
    found = mapped(oparl_paper(consultation=[{**CONSULTATION, "agendaItem": item}]), {}, None)
    assert found.source.result.paper["proposal"] is None
    assert found.resolutions == (
        Resolution("Jugendhilfeausschuss", "2026-03-05", "Es wird gebaut.\nBald."),
    )
    assert "Beschluss Jugendhilfeausschuss vom 05.03.2026" in found.source.text


def test_fields_win_over_the_file_which_gives_the_content() -> None:
    head = "Vorlage - 9999/1\nBetreff: Etwas anderes\nFederführend: Bauamt\n\n"
    content = source_of(head + FILE_TEXT, file="vorlage.txt")
    result = mapped(oparl_paper(), {}, content).source
    paper = result.result.paper
    assert (paper["reference"], paper["title"]) == ("2026/001", "Jugendtreff am Markt, Teil 1")
    assert paper["lead_unit"] == "Bauamt", "what the server leaves open"
    assert paper["proposal"] is not None
    assert len(paper["proposal"]["points"]) == 2
    assert_evidence_is_true(result)


def assert_evidence_is_true(source: Source) -> None:
    """The lines named for a value hold its words."""
    paper: Any = source.result.paper
    for pointer, evidence in source.result.evidence.items():
        value: Any = paper
        for part in pointer.strip("/").split("/"):
            value = value[int(part)] if isinstance(value, list) else value[part]
        if isinstance(value, dict) and "text" in value:
            value = value["text"]
        if isinstance(value, str) and pointer != "/date" and not pointer.endswith("/date"):
            first, _, last = evidence.lines.split(",")[0].partition("-")
            said = " ".join(source.lines[n] for n in range(int(first), int(last or first) + 1))
            assert value in said, pointer


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("<b>Fett</b> &amp; gut", "Fett & gut"),
        ("Eins<br>zwei", "Eins zwei"),
        ("<script>alert(1)</script>Treff", "Treff"),
        ("a < b und c > d", "a < b und c > d"),
        ("&lt;script&gt;", "<script>"),
        ("weich\u00adgetrennt \u202everdreht\x00", "weichgetrennt verdreht"),
        ("  viele \n\t Blanks ", "viele Blanks"),
        ("", None), (None, None), (7, None), ({"a": 1}, None), ("<p></p>", None),
    ],
)  # fmt: skip
def test_a_field_is_text_and_nothing_else(given_text: Any, text: str | None) -> None:
    assert plain(given_text) == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-02-03", "2026-02-03"), ("2026-02-03T23:30:00Z", "2026-02-04"),
        ("2026-07-01 10:00", "2026-07-01"), ("03.02.2026", "2026-02-03"),
        ("2026 Oct 21", "2026-10-21"), ("2026-02-30", None), ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59+00:00", None), ("", None), (None, None), (20260203, None),
        ("bald", None),
    ],
)  # fmt: skip
def test_dates_of_any_spelling(value: Any, found: str | None) -> None:
    assert day(value) == found


def test_references_are_asked_for_until_nothing_is_left() -> None:
    world: dict[str, Any] = {
        f"{HERE}/c/1": {**CONSULTATION, "meeting": f"{HERE}/m/1"},
        f"{HERE}/m/1": {**MEETING, "organization": [f"{HERE}/org/1"]},
        f"{HERE}/org/1": JHA,
    }
    found = oparl_paper(consultation=[f"{HERE}/c/1"])
    known: dict[str, Any] = {}
    asked: list[str] = []
    while missing := list(dict.fromkeys(wanted(found, known))):
        asked += missing
        known |= {address: world[address] for address in missing}
    assert asked == [f"{HERE}/c/1", f"{HERE}/m/1", f"{HERE}/org/1"]
    assert read(found, known)["consultations"][0]["committee"] == "Jugendhilfeausschuss"


WORDS = st.sampled_from(
    ["id", "type", "name", "reference", "date", "paperType", "consultation", "meeting", "start",
     "organization", "agendaItem", "result", "resolutionText", "auxiliaryFile", "mainFile", "size",
     "relatedPaper", "deleted", "public", "number", "role", f"{HERE}/c/1", "2026-02-03"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)


@given(st.dictionaries(WORDS, ANYTHING), st.dictionaries(WORDS, ANYTHING), st.data())
def test_no_object_breaks_the_mapping(
    found: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    known = {f"{HERE}/c/1": other}
    list(wanted(found, known))
    source = mapped(read_object(json.dumps(found).encode()), known, None).source
    assert source.result.paper["schema"] == "vorlage/1"
    assert_evidence_is_true(source)


@pytest.mark.parametrize(
    "raw", [b"", b"null", b"7", b'"text"', b"[" * 100_000, b"{" + b'"a":{' * 40]
)
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(NoOparl):
        read_object(raw)


def objects(name: str) -> Any:
    return read_object((shared.folder() / "oparl" / f"{name}.json").read_bytes())


def test_the_shared_objects_are_read_with_all_their_quirks() -> None:
    meeting, organization = objects("meeting"), objects("organization")
    known = {held["id"]: held for held in (meeting, organization)}
    pages = [objects(f"papers-page-{n}") for n in (1, 2, 3)]
    papers = [objects("paper"), *(entry for page in pages for entry in page["data"])]
    known |= {paper["id"]: paper for paper in papers}
    valid = Draft202012Validator(shared.schema())
    for found in papers:
        source = mapped(found, known, None).source
        valid.validate(source.result.paper)
        assert_evidence_is_true(source)
    paper = read(papers[0], known)
    assert paper["related"] == ["2026/0088"]
    first = paper["consultations"][0]
    assert (first["committee"], first["date"], first["agenda_number"]) == (
        "Jugendhilfeausschuss", "2026-04-14", "Ö 5",
    )  # fmt: skip
    assert first["result"] == {"raw": "geändert beschlossen", "code": "adopted_amended"}
    assert [row["number"] for row in paper["attachments"]] == [1, 2, None]
