"""Pages as a browser reads them: their forms with every field, and what could run in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

CSRF = "_csrf_token"
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
Pairs = list[tuple[str, str]]


@dataclass
class Control:
    name: str
    kind: str  # the input's type, or "select" or "textarea"
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    action: str  # path without its query
    method: str
    multipart: bool
    controls: list[Control] = field(default_factory=list)

    def pairs(self) -> Pairs:
        """What the browser sends when nothing is typed; the token is the browser's business."""
        sent = [c for c in self.controls if c.name and c.name != CSRF and c.kind != "submit"]
        return [
            (c.name, c.value)
            for c in sent
            if c.checked or c.kind not in {"checkbox", "radio", "file"}
        ]

    def distinct(self) -> list[Control]:
        """One for each name that the browser would send."""
        named = {c.name: c for c in reversed(self.controls) if c.name and c.name != CSRF}
        return list(reversed(named.values()))

    def names(self, *kinds: str) -> list[str]:
        """Of the fields of these kinds, or of all."""
        found = [c.name for c in self.controls if c.name and c.name != CSRF]
        if kinds:
            found = [c.name for c in self.controls if c.name and c.kind in kinds]
        return list(dict.fromkeys(found))


class Page(HTMLParser):
    def __init__(self, html: str, path: str = "/") -> None:
        super().__init__()
        self.path = path
        self.forms: list[PageForm] = []
        self.headings: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inline_scripts: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self._form: PageForm | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self._form = self._form_of(given)
            self.forms.append(self._form)
        elif tag in {"input", "select", "textarea", "button"} and self._form is not None:
            self._form.controls.append(_control(tag, given))
        elif tag == "option" and self._form is not None and self._form.controls:
            select = self._form.controls[-1]
            select.options.append(given.get("value", ""))
            if "selected" in given or len(select.options) == 1:
                select.value = given.get("value", "")

    def _form_of(self, given: dict[str, str]) -> PageForm:
        action = urlsplit(urljoin(self.path, given.get("action") or self.path)).path
        return PageForm(
            action, given.get("method", "get").lower(), "multipart" in given.get("enctype", "")
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if self._open[-1] == "textarea" and self._form is not None:
            self._form.controls[-1].value += data
        elif "h1" in self._open:
            self.headings.append(data.strip())
        elif self._open[-1] == "script" and data.strip():
            self.inline_scripts.append(data)
        self.text.append(data)

    def form_to(self, action: str) -> PageForm | None:
        """The one with the most fields, where several lead to the same address."""
        found = [form for form in self.forms if form.action == action and form.method == "post"]
        return max(found, key=lambda form: len(form.controls), default=None)

    def shows(self, typed: str) -> bool:
        """In the text, in a field's value or in a textarea: whatever the reader still sees."""
        lines = " ".join(typed.split())
        seen = [*self.text, *(c.value for form in self.forms for c in form.controls)]
        return lines in " ".join(" ".join(seen).split())


def _control(tag: str, given: dict[str, Any]) -> Control:
    kind = given.get("type", "text") if tag == "input" else tag
    if tag == "button":
        kind = "submit"
    return Control(given.get("name", ""), kind, given.get("value", ""), "checked" in given)
