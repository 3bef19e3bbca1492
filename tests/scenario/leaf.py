"""A page as somebody without JavaScript meets it: links, and forms whose fields have labels."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "path", "use", "rect", "circle", "line"}


@dataclass
class Field:
    name: str
    kind: str
    value: str
    checked: bool
    id: str
    label: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)  # value, words
    form: str = ""
    legend: str = ""  # of the fieldset around it


@dataclass
class Button:
    name: str
    value: str
    words: str
    action: str


@dataclass
class Form:
    id: str
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def has(self, key: str) -> bool:
        return bool(self.found(key))

    def found(self, key: str) -> list[Field]:
        """By the label, by its beginning, or by the name: the first way that finds any.

        "Lena Voss|anwesend" is the field with this label in the fieldset that begins so.
        """
        around, _, own = key.rpartition("|")
        ways: list[Callable[[Field], bool]] = [
            lambda f: f.label == own,
            lambda f: f.label.startswith(own),
            lambda f: f.name == own,
        ]
        for way in ways:
            hits = [each for each in self.fields if each.kind != "hidden" and way(each)]
            if hits := [each for each in hits if each.legend.startswith(around)]:
                return hits
        return [each for each in self.fields if each.name == key]


class Leaf(HTMLParser):
    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []  # words, address
        self.heading = ""
        self._labels: dict[str, str] = {}
        self._fields: list[Field] = []
        self._open: list[tuple[str, str]] = []  # tag, id
        self._form: Form | None = None
        self._texts: list[tuple[str, Any]] = []  # what the words are for, whose they are
        self._words: list[str] = []
        self._fieldsets: list[int] = []
        self._legends: dict[int, str] = {}
        self._of: dict[int, int] = {}  # a field's place in the list → its fieldset
        self.feed(html)
        for number, each in enumerate(self._fields):
            each.legend = self._legends.get(self._of.get(number, -1), "")
            each.label = self._labels.get(each.id, each.label)
            if owner := self._owner(each):
                owner.fields.append(each)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).split())

    def _owner(self, each: Field) -> Form | None:
        return next((form for form in self.forms if form.id == each.form), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))
        if tag in {"input", "select", "textarea"}:
            self._field(tag, given)
        elif tag == "option" and self._fields:
            self._option(given)
        elif tag == "form":
            self._begin_form(given)
        elif tag == "fieldset":
            self._fieldsets.append(len(self._fields))
        else:
            self._begin_words(tag, given)

    def _begin_form(self, given: dict[str, str]) -> None:
        name = given.get("id") or f"form-{len(self.forms)}"
        self._form = Form(name, given.get("action") or self.path, given.get("method", "get"))
        self.forms.append(self._form)

    def _begin_words(self, tag: str, given: dict[str, str]) -> None:
        if tag == "label" and "for" in given:
            self._begin("label", given["for"])
        elif tag == "a" and "href" in given:
            self._begin("link", given["href"])
        elif tag == "h1":
            self._begin("heading", "")
        elif tag == "legend":
            self._begin("legend", self._fieldsets[-1])
        elif tag == "button":
            self._begin("button", given | {"form": given.get("form") or self._here})

    @property
    def _here(self) -> str:
        return self._form.id if self._form else ""

    def _begin(self, use: str, whose: Any) -> None:
        self._texts.append((use, (whose, len(self._words))))

    def _field(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        new = Field(
            given.get("name", ""), kind, given.get("value", ""), "checked" in given,
            given.get("id", ""), given.get("aria-label", ""), form=given.get("form") or self._here,
        )  # fmt: skip
        if tag == "select":
            new.kind = "multiple" if "multiple" in given else "select"
        if "disabled" not in given:
            if self._fieldsets:
                self._of[len(self._fields)] = self._fieldsets[-1]
            self._fields.append(new)
        if tag == "textarea":
            self._begin("textarea", new)

    def _option(self, given: dict[str, str]) -> None:
        select = self._fields[-1]
        if select.kind not in {"select", "multiple"}:
            return  # of a list of proposals
        if "selected" in given or (not select.options and select.kind == "select"):
            select.value = given.get("value", "")
        self._begin("option", (select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break
        use = {"a": "link", "h1": "heading"}.get(tag, tag)
        if self._texts and self._texts[-1][0] == use:
            _, (whose, start) = self._texts.pop()
            self._end(use, whose, " ".join(" ".join(self._words[start:]).split()), start)
        if tag == "form":
            self._form = None
        if tag == "fieldset":
            self._fieldsets.pop()

    def _end(self, use: str, whose: Any, words: str, start: int) -> None:
        if use == "label":
            self._labels[whose] = words
        elif use == "legend":
            self._legends[whose] = words
        elif use == "link":
            self.links.append((words, whose))
        elif use == "heading":
            self.heading = words
        elif use == "textarea":
            whose.value = "".join(self._words[start:]).removeprefix("\n")
        elif use == "option":
            whose[0].options.append((whose[1], words))
        else:
            self._button(whose, words)

    def _button(self, given: dict[str, str], words: str) -> None:
        owner = next((form for form in self.forms if form.id == given["form"]), None)
        if owner and given.get("type", "submit") == "submit":
            new = Button(
                given.get("name", ""), given.get("value", ""), words, given.get("formaction", "")
            )
            owner.buttons.append(new)

    def handle_data(self, data: str) -> None:
        if not any(tag in {"script", "style"} for tag, _ in self._open):
            self._words.append(data)
