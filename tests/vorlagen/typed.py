"""What a browser would send for the form of a page, as a dict to change."""

from html.parser import HTMLParser

BOXES = {"checkbox", "radio"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.values:
                self.values[self.select] = given["value"]
        elif tag == "input" and kind != "file" and (kind not in BOXES or "checked" in given):
            self.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n")
            self.textarea = ""

    def handle_data(self, text: str) -> None:
        if self.textarea:
            self.values[self.textarea] += text


def typed(page: str) -> dict[str, str]:
    reader = _Fields()
    reader.feed(page)
    reader.values.pop("_csrf_token", None)
    return reader.values
