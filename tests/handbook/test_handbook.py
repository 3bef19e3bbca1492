"""The handbook holds together: chapters, links, pictures; and stands where it is needed."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from litestar import Litestar
from markdown_it import MarkdownIt
from PIL import Image

from app.meetings.tables import MeetingStatus
from app.web import handbook
from app.web.assets import static
from app.web.helping import CHAPTER_OF
from app.web.templates import addresses
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.handbook.camera import LARGEST, PICTURES, words_of
from tests.handbook.shots import SHOTS
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting

CHAPTERS = handbook.chapters()
INVITING = "koordination/einladen"


def sources() -> dict[str, str]:
    files = handbook.HANDBOOK.glob("*/*.md")
    return {
        file.relative_to(handbook.HANDBOOK).with_suffix("").as_posix(): file.read_text("utf-8")
        for file in files
    }


def test_the_table_of_contents_names_every_chapter_by_its_title() -> None:
    contents = (handbook.HANDBOOK / "README.md").read_text("utf-8")
    named = dict(re.findall(r"^- \[(.+)\]\((.+)\.md\)$", contents, re.MULTILINE))
    titles = {text.splitlines()[0].removeprefix("# "): name for name, text in sources().items()}
    assert named == titles
    assert set(CHAPTERS) == set(titles.values())


def test_every_page_with_help_is_there_and_leads_to_a_chapter(app: Litestar) -> None:
    assert sorted(set(CHAPTER_OF) - set(addresses(app))) == []
    assert sorted(set(CHAPTER_OF.values()) - set(CHAPTERS)) == []


def test_every_chapter_is_reached_from_a_page_or_another_chapter() -> None:
    reached = set(CHAPTER_OF.values())
    while more := {name for each in reached for name in CHAPTERS[each].chapters} - reached:
        reached |= more
    assert sorted(set(CHAPTERS) - reached) == []


def test_links_between_chapters_lead_to_a_heading_that_is_there() -> None:
    wrong = []
    for chapter in CHAPTERS.values():
        for name, anchor in re.findall(r'href="/hilfe/([^"#]+)#?([^"]*)"', chapter.html):
            known = {section.anchor for section in CHAPTERS[name].sections} | {""}
            wrong += [f"{chapter.name}: {name}#{anchor}"] if anchor not in known else []
    assert wrong == []


def test_no_two_headings_of_a_chapter_share_an_anchor_and_none_skips_a_level() -> None:
    for chapter in CHAPTERS.values():
        anchors = [section.anchor for section in chapter.sections]
        assert len(anchors) == len(set(anchors)), chapter.name
        levels = [1, *(int(level) for level in re.findall(r"<h(\d)", chapter.html))]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        assert all(step <= 1 for step in steps), chapter.name
        assert levels.count(1) == 1, chapter.name


def test_pictures_are_those_of_the_table_and_each_is_shown() -> None:
    shown = {name for chapter in CHAPTERS.values() for name in chapter.pictures}
    assert shown == {shot.name for shot in SHOTS}
    kept = {f"{shot.name}.{ending}" for shot in SHOTS for ending in ("png", "txt")}
    assert {file.name for file in PICTURES.iterdir()} == kept, "make handbook"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_is_small_and_says_in_words_what_it_shows(shot: object) -> None:
    file = PICTURES / f"{getattr(shot, 'name', '')}.png"
    assert file.stat().st_size <= LARGEST
    with Image.open(file) as picture:
        size = f'width="{picture.width}" height="{picture.height}"'
    tags = [tag for c in CHAPTERS.values() for tag in re.findall(r"<img [^>]+>", c.html)]
    tag = next(tag for tag in tags if static(file.name) in tag)
    assert size in tag
    assert 'loading="lazy"' in tag
    assert len(re.findall(r'alt="([^"]*)"', tag)[0]) > 40


def test_days_times_and_counts_make_no_picture_stale() -> None:
    monday = ["Montag, 7. Dezember 2026, 09:30 Uhr", "An 3 Personen erinnern", "Ort"]
    friday = ["Ort", "An 14 Personen erinnern", "Ort", "Freitag, 1. Mai 2026, 10:00 Uhr"]
    assert words_of(monday) == words_of(friday)
    assert words_of(["3 Einladungen senden"]) != words_of(["3 Personen einladen"])


def test_html_in_a_chapter_stays_text() -> None:
    written = handbook.READER.render("<script>alert(1)</script> <b>laut</b>")
    assert "<script" not in written
    assert "<b>" not in written
    assert "<b>" in MarkdownIt("commonmark").render("<b>laut</b>"), "or the test proves nothing"


def test_files_outside_of_the_handbook_are_named_and_not_linked() -> None:
    """In the application there is no address for them."""
    links = [link for text in sources().values() for link in re.findall(r"\]\(([^)]+)\)", text)]
    inside = re.compile(r"^(\.\./)?([a-z-]+/)?[a-z-]+\.(md(#[a-z-]+)?|png)$")
    assert [link for link in links if not inside.match(link)] == []
    named = {path for text in sources().values() for path in re.findall(r"`(docs/[^`]+)`", text)}
    assert sorted(path for path in named if not (Path(__file__).parents[2] / path).is_file()) == []


async def test_a_chapter_is_open_to_all_and_its_pictures_are_kept(anonymous: Browser) -> None:
    answer = await anonymous.get(f"/hilfe/{INVITING}")
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert 'id="danach"' in answer.text
    picture = await anonymous.get(static("einladen.png"))
    assert picture.headers["content-type"] == "image/png"
    assert "immutable" in picture.headers["cache-control"]
    for gone in ("koordination/gibt-es-nicht", "bilder/einladen", "..%2F..%2Fadr/0001"):
        assert (await anonymous.get(f"/hilfe/{gone}")).status_code == 404


async def test_help_is_found_by_heading_before_text(anonymous: Browser) -> None:
    text = (await anonymous.get("/hilfe", params={"q": "sitzung ANLEGEN"})).text
    found = re.findall(r'<li><p><a [^>]*href="([^"]+)"', text)
    assert found[0] == f"/hilfe/{INVITING}#sitzung-anlegen"
    assert len(found) > 1
    nothing = (await anonymous.get("/hilfe", params={"q": "Quastenflosser"})).text
    assert "Nichts gefunden" in nothing
    everything = (await anonymous.get("/hilfe")).text
    assert all(f'href="{chapter.address}"' in everything for chapter in CHAPTERS.values())


async def test_a_page_leads_to_its_chapter_also_when_its_form_comes_back(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    link = 'href="/hilfe/koordination/vorlage-einlesen" target="hilfe"'
    assert link in (await anna.get("/vorlagen/einlesen")).text
    refused = await anna.post("/vorlagen/einlesen", {"text": ""})
    assert refused.status_code == 422
    assert link in refused.text
    assert 'target="hilfe"' not in (await anna.get("/impressum")).text


async def test_who_leads_and_who_is_invited_get_help_of_their_own(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.carla)
    leading = (await (await visit("anna")).get(f"/sitzungen/{meeting.id}")).text
    invited = (await (await visit("carla")).get(f"/sitzungen/{meeting.id}")).text
    assert 'href="/hilfe/koordination/antworten" target="hilfe"' in leading
    assert 'href="/hilfe/mitglied/zusagen" target="hilfe"' in invited
