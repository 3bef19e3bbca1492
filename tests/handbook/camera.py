"""Takes the pictures of the handbook, and writes down which words stood in each."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from tests.handbook.shots import SHOTS, Shot
from tests.scenario.live import chromium
from tests.scenario.world import World

PageOf = Callable[[str, int], Page]  # address of a person, width → a page of theirs
PICTURES = Path(__file__).parents[2] / "docs/handbuch/bilder"
LARGEST = 60 * 1024  # bytes
COLOURS = 48
MARGIN = 8
EDGE = 80
NAMED = "h1, h2, h3, label, legend, button, a.kern-btn, thead th, caption, summary, .sw-tabs a"
IN_THE_BOX = """([named, box]) => [...document.querySelectorAll("main " + named.replaceAll(", ", ", main "))]
  .filter(each => {
    const at = each.getBoundingClientRect(), top = at.top + scrollY;
    return at.width > 1 && at.height > 1 && top >= box.y && top + at.height <= box.y + box.height;
  })
  .map(each => each.innerText)"""
# A browser shows dates in its own language, and seldom is it German where pictures are taken.
DATES_IN_GERMAN = """() => document.querySelectorAll("input[type=date], input[type=time]").forEach(each => {
  const value = each.value.split("-").reverse().join(".") || (each.type === "date" ? "tt.mm.jjjj" : "--:--");
  each.type = "text"; each.value = value;
})"""
DAYS = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag"
MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
PASSING = re.compile(rf"\b({DAYS}|{MONTHS})\b|\d+")


def words_of(texts: list[str]) -> list[str]:
    """Each once and in order of the alphabet; dates, times and counts are left out."""
    lines = {" ".join(PASSING.sub("…", text).split()) for text in texts}
    return sorted(line for line in lines if line)


def signed_in(browser: Browser, base: str, login_link: Callable[[str], str]) -> PageOf:
    """Pages are kept by person; the empty address is nobody."""
    pages: dict[str, Page] = {}

    def page_of(who: str, width: int) -> Page:
        if who not in pages:
            pages[who] = browser.new_page(locale="de-DE", timezone_id="Europe/Berlin")
            if who:
                pages[who].goto(login_link(who))
                pages[who].get_by_role("button", name="anmelden").click()
                pages[who].wait_for_url(f"{base}/")
        pages[who].set_viewport_size({"width": width, "height": 900})
        return pages[who]

    return page_of


@contextmanager
def camera_of(world: World) -> Iterator["Camera"]:
    with chromium() as browser:
        page_of = signed_in(browser, world.base, world.login_link)
        yield Camera(world.base, world.places, page_of)


class Camera:
    """Of one running application: where in its data the places of the table are, and whose pages."""

    def __init__(self, base: str, places: Mapping[str, str], page_of: PageOf) -> None:
        self.base, self.places, self.page_of = base, places, page_of

    def aim(self, shot: Shot) -> tuple[Page, FloatRect]:
        page = self.page_of(shot.who, shot.width)
        page.emulate_media(reduced_motion="reduce")  # no part is on its way when it is measured
        answer = page.goto(self.base + shot.page.format_map(self.places))
        assert answer
        assert answer.ok, f"{shot.name}: {answer.status}"
        for step in shot.steps:
            step(page)
        page.evaluate(DATES_IN_GERMAN)
        return page, box_of(page, shot)

    def look(self, shot: Shot, further: float = 0) -> list[str]:
        """What the picture says today, or would if it ended so many pixels further down."""
        page, box = self.aim(shot)
        seen: FloatRect = {**box, "height": box["height"] + further}
        return words_of(page.evaluate(IN_THE_BOX, [NAMED, seen]))

    def difference(self, shot: Shot) -> str:
        """Empty while the page still says what the picture says. What stands at its lower edge may
        be in or out: a longer name of a month moves it by a line."""
        kept = set((PICTURES / f"{shot.name}.txt").read_text(encoding="utf-8").splitlines())
        gone, new = kept - set(self.look(shot, EDGE)), set(self.look(shot, -EDGE)) - kept
        return f"{shot.name}: no longer {sorted(gone)}, but {sorted(new)}" if gone or new else ""

    def take(self, shot: Shot) -> bytes:
        page, box = self.aim(shot)
        return small(page.screenshot(clip=box, full_page=True, animations="disabled"))

    def take_all(self) -> None:
        PICTURES.mkdir(exist_ok=True)
        for old in PICTURES.iterdir():
            old.unlink()
        for shot in SHOTS:
            (PICTURES / f"{shot.name}.png").write_bytes(self.take(shot))
            words = "\n".join(self.look(shot))
            (PICTURES / f"{shot.name}.txt").write_text(words + "\n", encoding="utf-8")


def box_of(page: Page, shot: Shot) -> FloatRect:
    """Around all parts; raises where one of them is no longer on the page."""
    boxes: list[FloatRect] = []
    for part in shot.parts:
        found = page.locator("main").locator(part).first
        box = found.bounding_box(timeout=5000)
        assert box, f"{shot.name}: {part} shows nothing"
        boxes.append(box)
    scrolled: float = page.evaluate("scrollY")
    left, top = min(b["x"] for b in boxes) - MARGIN, min(b["y"] for b in boxes) - MARGIN + scrolled
    right = max(b["x"] + b["width"] for b in boxes) + MARGIN
    bottom = max(b["y"] + b["height"] for b in boxes) + MARGIN + scrolled
    left, top, right = max(left, 0), max(top, 0), min(right, shot.width)
    height = min(bottom - top, shot.height)
    return {"x": left, "y": top, "width": right - left, "height": height}


def small(png: bytes) -> bytes:
    """Few colours are enough for a page; raises AssertionError for a picture too large to send."""
    kept = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    assert kept.tell() <= LARGEST, f"{kept.tell()} bytes: show less of the page"
    return kept.getvalue()
