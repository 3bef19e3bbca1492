"""Somebody who uses the pages: opens, fills in by the labels, presses; without JavaScript."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from tests.scenario.leaf import Button, Field, Form, Leaf
from tests.scenario.postoffice import PostOffice

Given = Mapping[str, Any]  # label → text, True for what is ticked, (name, bytes) for a file
UNFOLDED = {"checkbox", "radio"}


class Visitor:
    """`email` empty: nobody in particular, who only follows links from mails."""

    def __init__(self, base: str, post: PostOffice, email: str = "") -> None:
        self.client = httpx.Client(base_url=base, follow_redirects=True, timeout=60)
        self.post, self.email = post, email
        self.leaf = Leaf("", "/")
        self.seen: set[str] = set()
        self.pressed = 0

    def open(self, path: str) -> Leaf:
        """The page behind this address; who has been signed out meanwhile signs in again."""
        answer = self._get(path)
        if self.email and urlsplit(str(answer.url)).path == "/anmelden":
            self.log_in()
            answer = self._get(path)
        assert answer.status_code == 200, f"{path} → {answer.status_code}"
        return self._take(answer)

    def _get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def log_in(self) -> None:
        before = len(self.post.to(self.email, "Anmeldung"))
        self._take(self.client.get("/anmelden"))
        self.press("E-Mail anfordern", {"E-Mail-Adresse": self.email})
        letter = self.post.wait_for(self.email, "Anmeldung", before + 1)
        self._take(self.client.get(letter.path("/anmelden/link/")))
        self.press(re.compile("anmelden", re.IGNORECASE))

    def follow(self, words: str) -> Leaf:
        """The first link whose words begin so."""
        found = [address for text, address in self.leaf.links if text.startswith(words)]
        assert found, f"no link „{words}“ at {self.leaf.path}: {self.leaf.links}"
        return self.open(urljoin(self.leaf.path, found[0]))

    def press(
        self,
        words: str | re.Pattern[str],
        given: Given | None = None,
        *,
        at: str = "",
    ) -> Leaf:
        """Fills in and presses; fails where the page refuses what was filled in."""
        leaf = self.try_to(words, given, at=at)
        refusal = re.search(r'id="fehler".*', self.html, re.DOTALL)
        said = re.sub(r"<[^>]+>", " ", refusal[0]).split()[:40] if refusal else []
        assert self.status == 200, f"„{words}“ at {leaf.path} → {self.status}: {' '.join(said)}"
        return leaf

    def try_to(
        self,
        words: str | re.Pattern[str],
        given: Given | None = None,
        *,
        at: str = "",
    ) -> Leaf:
        """`at`: how the address of the form ends, where a page has the same one many times."""
        form, button = self._button(words, given or {}, at)
        sent, files = _filled(form, given or {})
        if button.name:
            sent.append((button.name, button.value))
        action = urljoin(self.leaf.path, button.action or form.action)
        self.pressed += 1
        if form.method.lower() == "get":
            return self._take(self.client.get(action, params=dict(sent)))
        fields: dict[str, list[str]] = {}
        for name, value in sent:
            fields.setdefault(name, []).append(value)
        return self._take(self.client.post(action, data=fields, files=files or None))

    def _button(self, words: str | re.Pattern[str], given: Given, at: str) -> tuple[Form, Button]:
        """Of several buttons with these words the one in whose form all the labels are."""
        found = [
            (form, button) for form in self.leaf.forms for button in form.buttons
            if form.action.endswith(at) and (words.search(button.words) if isinstance(words, re.Pattern) else button.words.startswith(words))
        ]  # fmt: skip
        fitting = [each for each in found if all(each[0].has(key) for key in given)]
        if fitting:
            return fitting[0]
        offered = [button.words for form in self.leaf.forms for button in form.buttons]
        labels = [sorted({f.label or f.name for f in form.fields if f.kind != "hidden"}) for form, _ in found]  # fmt: skip
        raise AssertionError(f"„{words}“ {list(given)} at {self.leaf.path}: {labels or offered}")

    def _take(self, answer: httpx.Response) -> Leaf:
        path = urlsplit(str(answer.url))
        self.html, self.status = answer.text, answer.status_code
        self.leaf = Leaf(answer.text, path.path + (f"?{path.query}" if path.query else ""))
        if answer.status_code == 200:
            self.seen.add(path.path)
        return self.leaf


def _filled(form: Form, given: Given) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    files: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    for key, value in given.items():
        hits = form.found(key)
        if isinstance(value, tuple):
            files[hits[0].name] = value
        elif isinstance(value, list):
            extra += _ticked(form, hits, value)
        else:
            assert hits, f"no field „{key}“"
            _fill(_meant(hits, value), value, form)
    sent = [
        (each.name, each.value)
        for each in form.fields
        if each.name and each.kind not in {"file", "submit", "multiple"}
        and (each.checked or each.kind not in UNFOLDED)
    ]  # fmt: skip
    return sent + extra, files


def _meant(hits: list[Field], value: str | bool) -> Field:
    """Of the circles of one question the one with this label or value."""
    circles = [each for each in hits if each.kind == "radio" and value in {each.label, each.value}]
    return circles[0] if circles else hits[0]


def _fill(field: Field, value: str | bool, form: Form) -> None:
    if field.kind == "radio":
        for other in form.fields:
            if other.name == field.name:
                other.checked = other is field
    elif field.kind == "checkbox":
        field.checked = bool(value)
    elif field.kind == "select":
        field.value = chosen(field, str(value))
    else:
        field.value = str(value)


def chosen(field: Field, words: str) -> str:
    """The value of the option with these words, beginning so, holding them, or with this value."""
    ways = (str.__eq__, str.startswith, str.__contains__)
    for way in ways:
        for value, text in field.options:
            if way(text, words):
                return value
    known = [value for value, _ in field.options if value == words]
    assert known, f"„{words}“ is not among {[text for _, text in field.options]}"
    return known[0]


def _ticked(form: Form, hits: list[Field], wanted: list[str]) -> list[tuple[str, str]]:
    """Of a list of options these."""
    field = hits[0]
    return [(field.name, chosen(field, words)) for words in wanted]
