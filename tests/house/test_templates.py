"""House rules for the templates. Each rule takes a path and its text and returns findings."""

import ast
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath

import pytest
from jinja2 import Environment, TemplateSyntaxError

ROOT = Path(__file__).parents[2]
Rule = Callable[[str, str], list[str]]
MAIL_ENDINGS = (".subject.txt", ".txt", ".html")
LAYOUTS = {"templates/base.html", "templates/bare.html"}
# Names that htmx 2 knew and htmx 4 silently ignores.
OLD_SETTINGS = [
    "includeIndicatorStyles",
    "allowEval",
    "allowScriptTags",
    "selfRequestsOnly",
    "historyCacheSize",
]


@lru_cache
def sources() -> dict[str, str]:
    """Templates, own JavaScript and the Python that could mark text as safe."""
    files = [
        *(ROOT / "templates").rglob("*.*"),
        *(ROOT / "app/web/static").glob("*.js"),
        *(ROOT / "app").rglob("*.py"),
    ]
    kinds = {".html", ".txt", ".xml", ".js", ".py"}
    return {
        file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
        for file in files
        if file.suffix in kinds
    }


def is_template(path: str) -> bool:
    return path.startswith("templates/")


def is_page(path: str) -> bool:
    """HTML that a browser shows; mails follow rules of their own."""
    return is_template(path) and path.endswith(".html") and not is_mail(path)


def is_mail(path: str) -> bool:
    return "mail" in PurePosixPath(path).parts or path == "templates/macros/mail.html"


def said(source: str) -> str:
    """Without Jinja's comments, which may name what is forbidden."""
    return re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)


def markup(source: str) -> str:
    """Only the HTML: expressions may hold any sign."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", said(source), flags=re.DOTALL)


def hits(path: str, pattern: str, text: str) -> list[str]:
    found = re.finditer(pattern, text, re.DOTALL | re.IGNORECASE)
    return [f"{path}: {' '.join(hit[0].split())[:80]}" for hit in found]


def does_not_compile(path: str, source: str) -> list[str]:
    if not is_template(path):
        return []
    try:
        Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        return [f"{path}:{error.lineno}: {error.message}"]
    return []


def runs_script_inline(path: str, source: str) -> list[str]:
    """The content security policy forbids eval and inline script: it would be silently dead."""
    if not is_template(path):
        return []
    return [
        *hits(path, r"hx-on\b", said(source)),
        *hits(path, r"(?<![\w-])(?:javascript|js):", said(source)),
        *hits(path, r"<script\b[^>]*>\s*[^\s<].*?</script>", markup(source)),
        *hits(path, r"<[a-z][^<>]*\son[a-z]+\s*=", markup(source)),
    ]


def styles_inline(path: str, source: str) -> list[str]:
    if not is_page(path):
        return []
    return hits(path, r"<[a-z][^<>]*\sstyle\s*=|<style\b|[\"']style[\"']\s*:", styled(source))


def styled(source: str) -> str:
    """The HTML, then the expressions, where a dict may become attributes."""
    return markup(source) + " ".join(re.findall(r"\{[{%].*?[%}]\}", said(source), re.DOTALL))


def leaves_prefix_out(path: str, source: str) -> list[str]:
    """`data-hx-…` is valid HTML, `hx-…` is not."""
    return hits(path, r"(?<![\w-])hx-[a-z:-]+", said(source)) if is_template(path) else []


def speaks_old_htmx(path: str, source: str) -> list[str]:
    """htmx 4: events are `htmx:after:swap`; filters in triggers need eval."""
    if path.endswith(".py"):
        return []
    old = rf"\bhtmx:(?-i:[a-z]+[A-Z])\w*|\b(?:{'|'.join(OLD_SETTINGS)})\b"
    filtered = r"hx-trigger[\w:-]*[\"']?\s*[=:]\s*([\"'])(?:(?!\1).)*?\["
    return hits(path, old, said(source)) + hits(path, filtered, said(source))


def trusts_text(path: str, source: str) -> list[str]:
    """Only app/web may say that a text is HTML already."""
    if path.endswith(".py"):
        inside = path.startswith("app/web/")
        return [] if inside else [f"{path}: Markup" for _ in markups(ast.parse(source))]
    unescaped = r"\|\s*safe\b|\{%-?\s*autoescape\s+false"
    return hits(path, unescaped, said(source)) if is_template(path) else []


def markups(tree: ast.AST) -> Iterable[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(name.name == "Markup" for name in node.names):
            yield node
        if isinstance(node, ast.Attribute) and node.attr == "Markup":
            yield node


def writes_fields_by_hand(path: str, source: str) -> list[str]:
    """The macro gives label, hint and error; a hidden field has none of them."""
    if not is_page(path) or path.startswith("templates/macros/"):
        return []
    return hits(path, r"<(?:input(?![^>]*type=\"hidden\")|select|textarea)\b", markup(source))


def lacks_title(path: str, source: str) -> list[str]:
    layout = re.search(r"\{%-?\s*extends\s+[\"'](base|bare)\.html[\"']", said(source))
    titled = re.search(r"\{%-?\s*block\s+title\b", said(source))
    return [f"{path}: no title"] if layout and not titled and path not in LAYOUTS else []


def takes_in_plain_text(path: str, source: str) -> list[str]:
    """Nothing is escaped in a .txt: what somebody typed would become markup of the page around it."""
    if not (is_template(path) and path.endswith((".html", ".xml"))):
        return []
    return hits(path, r"\{%[^%]*\b(?:include|import|from|extends)\b[^%]*\.txt\b", said(source))


def posts_without_token(path: str, source: str) -> list[str]:
    forms = re.findall(r"<form\b(.*?)</form>", said(source), re.DOTALL | re.IGNORECASE)
    return [
        f"{path}: form without csrf_input"
        for form in forms
        if is_page(path)
        and re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE)
        and not re.search(r"\{\{[^}]*csrf_input", form)
    ]


def incomplete_mails(paths: Iterable[str]) -> list[str]:
    """Each mail is a subject, a text and a page; parts of mails start with an underscore."""
    known = set(paths)
    pattern = r"(templates/\w+/mail/[^_/.][^/.]*)(\.subject\.txt|\.txt|\.html)"
    mails = {found[1] for path in known if (found := re.fullmatch(pattern, path))}
    return sorted(
        mail + ending for mail in mails for ending in MAIL_ENDINGS if mail + ending not in known
    )


PAGE = "templates/tasks/list.html"
RULES: list[tuple[Rule, str, str]] = [  # each with a planted violation
    (does_not_compile, PAGE, "{% if x %}"),
    (does_not_compile, "templates/tasks/mail/reminder.txt", "{{ x | }}"),
    (runs_script_inline, PAGE, "<button data-hx-on:click='go()'>"),
    (runs_script_inline, PAGE, "<a href='JavaScript:go()'>"),
    (runs_script_inline, PAGE, "<a data-hx-vals='js:{a: 1}'>"),
    (runs_script_inline, PAGE, "<script>\n  go()\n</script>"),
    (runs_script_inline, PAGE, "<script nonce='{{ n }}'>go()</script>"),
    (runs_script_inline, PAGE, "<body class='a' onload='go()'>"),
    (styles_inline, PAGE, "<p class='{{ a }}' style='color: red'>"),
    (styles_inline, PAGE, "<style>p { color: red }</style>"),
    (styles_inline, PAGE, "<p{{ {'style': 'color: red'}|xmlattr }}>"),
    (leaves_prefix_out, PAGE, "<a hx-get='/x'>"),
    (leaves_prefix_out, PAGE, "<a{{ {'hx-get': '/x'}|xmlattr }}>"),
    (speaks_old_htmx, PAGE, '<p data-hx-trigger="click[ctrlKey]">'),
    (speaks_old_htmx, PAGE, "{{ {'data-hx-trigger': 'keyup[x], load'}|xmlattr }}"),
    (speaks_old_htmx, "app/web/static/spurwerk.js", "body.on('htmx:afterSwap', go)"),
    (speaks_old_htmx, PAGE, "<meta content='{\"selfRequestsOnly\": true}'>"),
    (trusts_text, PAGE, "{{ text | safe }}"),
    (trusts_text, PAGE, "{% autoescape false %}{% endautoescape %}"),
    (trusts_text, "app/tasks/queries.py", "from markupsafe import Markup"),
    (trusts_text, "app/tasks/queries.py", "import markupsafe\nmarkupsafe.Markup(x)"),
    (writes_fields_by_hand, PAGE, "<input name='{{ x }}'>"),
    (writes_fields_by_hand, PAGE, "<select name='x'></select>"),
    (writes_fields_by_hand, PAGE, "<textarea></textarea>"),
    (lacks_title, PAGE, '{% extends "base.html" %}{# {% block title %} #}'),
    (lacks_title, "templates/feeds/reply.html", "{%- extends 'bare.html' -%}"),
    (takes_in_plain_text, "templates/tasks/mail/due.html", '{% include "tasks/mail/_why.txt" %}'),
    (posts_without_token, PAGE, "<form method='post'></form>{{ csrf_input }}"),
    (posts_without_token, PAGE, "<form>{{ csrf_input }}</form><form METHOD=POST></form>"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in RULES))
def test_the_templates_keep_the_rule(rule: Rule) -> None:
    assert [finding for path, text in sources().items() for finding in rule(path, text)] == []


@pytest.mark.parametrize(("rule", "path", "source"), RULES)
def test_a_planted_violation_is_found(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source) != []


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (runs_script_inline, PAGE, "<script src='{{ static('a.js') }}' defer></script>"),
        (runs_script_inline, PAGE, "{# hx-on is forbidden #}{% set only = 1 %}<b>x</b>"),
        (styles_inline, "templates/mail/base.html", "<td style='padding: 0'>"),
        (leaves_prefix_out, PAGE, "<a data-hx-get='/x' data-hx-headers:inherited='{}'>"),
        (speaks_old_htmx, PAGE, "<p data-hx-trigger='load delay:1s' data-x='[1]'>"),
        (speaks_old_htmx, "app/web/static/spurwerk.js", "on('htmx:after:swap', goThere)"),
        (trusts_text, "app/web/filters.py", "from markupsafe import Markup"),
        (writes_fields_by_hand, "templates/macros/form.html", "<input>"),
        (writes_fields_by_hand, PAGE, '<input type="hidden" name="form_id">'),
        (lacks_title, PAGE, "{% extends 'base.html' %}{% block title %}Aufgaben{% endblock %}"),
        (lacks_title, "templates/tasks/_row.html", "<tr></tr>"),
        (
            takes_in_plain_text,
            "templates/tasks/mail/due.txt",
            '{% include "tasks/mail/_why.txt" %}',
        ),
        (posts_without_token, PAGE, "<form action='x' method='post'>{{ csrf_input }}</form>"),
        (posts_without_token, PAGE, "<form action='/suche'></form>"),
    ],
)
def test_what_is_allowed_is_not_found(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source) == []


def test_every_mail_has_a_subject_a_text_and_a_page() -> None:
    assert incomplete_mails(sources()) == []


def test_an_incomplete_mail_is_found() -> None:
    mail = "templates/tasks/mail/reminder"
    assert incomplete_mails([f"{mail}.html"]) == [f"{mail}.subject.txt", f"{mail}.txt"]
    assert incomplete_mails([f"{mail}.subject.txt", f"{mail}.txt"]) == [f"{mail}.html"]
    assert incomplete_mails([mail + ending for ending in MAIL_ENDINGS]) == []
    assert incomplete_mails(["templates/tasks/mail/_list.html", "templates/mail/base.txt"]) == []
