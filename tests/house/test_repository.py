"""House rules for the sources. Each rule takes a path and its text and returns findings."""

import ast
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from inspect import getmembers, iscoroutinefunction
from pathlib import Path, PurePosixPath
from types import FunctionType, ModuleType

import pytest

ROOT = Path(__file__).parents[2]
UNTRACKED = {".git", ".venv", "node_modules", "vendor", "var", "build", "__pycache__"}
Rule = Callable[[str, str], list[str]]


@lru_cache
def paths() -> list[str]:
    """What git tracks or would track; without git everything that is not generated."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        shown = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = [ROOT / name for name in shown.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in UNTRACKED or part.endswith(("_cache", ".egg-info"))
                for part in path.relative_to(ROOT).parts
            )
        ]
    return sorted(path.relative_to(ROOT).as_posix() for path in found if path.is_file())


@lru_cache
def text_of(path: str) -> str:
    """Undecodable bytes (pictures, documents) do not matter to any rule."""
    return (ROOT / path).read_bytes().decode("utf-8", "replace")


def too_long(path: str, source: str) -> list[str]:
    lines = source.count("\n")
    kept = re.match(r"(app|tests|bench)/.*\.(py|js|css)$", path)
    limit = 400 if path.endswith(".css") else 300  # what all pages share in their look
    return [f"{path}: {lines} lines, {limit} are the limit"] if kept and lines > limit else []


def joins_rules(path: str, source: str) -> list[str]:
    """Two rules of a style sheet on one line: so a file would keep its limit and grow all the same."""
    lines = source.splitlines() if path.endswith(".css") else []
    return [f"{path}: {line}" for line in lines if re.search(r"\}\s*[^\s{}/][^{}]*\{", line)]


def names_a_machine(path: str, source: str) -> list[str]:
    """Registry hosts and absolute paths of somebody's computer."""
    host = r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|extra[-]index[-]url|--[i]ndex[-]url"
    place = r"(?<![\w.>-])/(?:home|root|Users|work)/\w|\b[A-Z]:\\Users\\"
    return [f"{path}: {hit[0]}" for hit in re.finditer(f"{host}|{place}", source)]


def third_party(path: str, source: str) -> list[str]:
    kind = r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl|jar|so|dll|exe|map)$"
    folder = {"node_modules", "vendor", "site-packages"} & set(PurePosixPath(path).parts)
    bundled = path.endswith((".js", ".css")) and re.search(r"sourceMappingURL=|@license", source)
    return [f"{path}: not ours"] if folder or bundled or re.search(kind, path) else []


def reads_environment(path: str, source: str) -> list[str]:
    if not in_app(path) or path == "app/core/settings.py":
        return []
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    return [
        f"{path}:{node.lineno}: reads the environment"
        for node in ast.walk(ast.parse(source))
        if (
            isinstance(node, ast.Attribute)
            and node.attr in names
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        )
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and names & imported(node))
    ]


def opens_transaction(path: str, source: str) -> list[str]:
    if not in_app(path) or path == "app/core/db.py":
        return []
    return [
        f"{path}:{node.lineno}: opens a transaction"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "transaction"
    ]


def enters_another_feature(path: str, source: str) -> list[str]:
    """routes, mails and jobs are for their own feature and for what puts the whole together."""
    parts = PurePosixPath(path).with_suffix("").parts
    if not in_app(path) or len(parts) < 3 or parts[1] in {"cli", "demo"}:
        return []
    return [
        f"{path}: imports {target}"
        for target in sorted(import_targets(".".join(parts), source))
        if (found := re.match(r"app\.(\w+)\.(?:routes|mails|jobs)\b", target))
        and found[1] != parts[1]
    ]


def writes_time_zones_twice(path: str, source: str) -> list[str]:
    """The library's own blocks are wrong for Outlook; ours stand in app/ical."""
    call = "add_missing_timezones"
    nodes = ast.walk(ast.parse(source)) if path.endswith(".py") else ()
    return [f"{path}: {call}" for node in nodes if getattr(node, "attr", "") == call]


def puts_values_into_sql(path: str, source: str) -> list[str]:
    """Raw statements take values through placeholders; only CONSTANTS may be pasted in."""
    return [
        f"{path}:{call.lineno}: pastes {ast.unparse(node)} into SQL"
        for call in (ast.walk(ast.parse(source)) if in_app(path) else ())
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in {"raw", "ask_at_once"} and call.args
        for node in pasted(call.args[0])
    ]


def in_app(path: str) -> bool:
    return path.endswith(".py") and (path.startswith("app/") or "/" not in path)


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def import_targets(module: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from imported(node)
        elif isinstance(node, ast.ImportFrom):
            start = module.split(".")[: -node.level] if node.level else []
            base = [*start, node.module] if node.module else start
            yield from (".".join([*base, name]) for name in imported(node))


def pasted(argument: ast.expr) -> list[ast.expr]:
    """The parts of a string expression that are neither literal nor a CONSTANT."""
    if isinstance(argument, ast.JoinedStr):
        inner = [part.value for part in argument.values if isinstance(part, ast.FormattedValue)]
        return [found for part in inner for found in pasted(part)]
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add):
        return pasted(argument.left) + pasted(argument.right)
    constant = isinstance(argument, ast.Constant) or (
        isinstance(argument, ast.Name) and argument.id.isupper()
    )
    return [] if constant else [argument]


def unmarked(module: ModuleType) -> list[str]:
    """Public coroutines of an operations module that do not say whose transaction they use."""
    return [
        f"{module.__name__}.{name}"
        for name, function in getmembers(module, iscoroutinefunction)
        if isinstance(function, FunctionType) and function.__module__ == module.__name__
        if not name.startswith("_")
        and getattr(function, "transaction", "") not in {"opens", "joins"}
    ]


def undocumented(settings: str, manual: str) -> list[str]:
    return sorted(set(re.findall(r"SPURWERK_[A-Z_]+", settings)) - set(re.findall(r"\w+", manual)))


def addresses_in(lock: str) -> list[str]:
    packages = json.loads(lock)["packages"]
    return [name for name, package in packages.items() if "resolved" in package]


RULES: list[tuple[Rule, str, str]] = [  # each with a planted violation
    (too_long, "app/tasks/routes.py", "x = 1\n" * 301),
    (too_long, "tests/tasks/test_rules.py", "x = 1\n" * 301),
    (joins_rules, "app/web/static/polls.css", ".a { margin: 0; } .b { margin: 0; }"),
    (names_a_machine, "docs/betrieb.md", "siehe https://pypi org/".replace(" ", ".")),
    (names_a_machine, "README.md", "cd ~home~anna".replace("~", "/")),
    (third_party, "app/web/static/htmx.min.js", ""),
    (third_party, "app/web/static/vendor/kern.css", ""),
    (third_party, "app/web/static/menu.js", "//# sourceMapping" + "URL=menu.js.map"),
    (reads_environment, "app/web/csrf.py", "import os\nhost = os.environ['HOST']"),
    (reads_environment, "app/web/csrf.py", "from os import getenv"),
    (reads_environment, "piccolo_conf.py", "import os\nhost = os.getenv('HOST')"),
    (opens_transaction, "app/tasks/routes.py", "async with DB.transaction():\n    pass"),
    (enters_another_feature, "app/tasks/rules.py", "from app.minutes import mails"),
    (enters_another_feature, "app/tasks/rules.py", "from app.minutes.jobs import nightly"),
    (enters_another_feature, "app/tasks/rules.py", "import app.minutes.routes"),
    (enters_another_feature, "app/tasks/rules.py", "from ..minutes import routes"),
    (writes_time_zones_twice, "app/ical/build.py", "calendar.add_missing_timezones()"),
    (puts_values_into_sql, "app/tasks/queries.py", "Task.raw(f'select {name}')"),
    (puts_values_into_sql, "app/tasks/queries.py", "Task.raw('select ' + name)"),
    (puts_values_into_sql, "app/tasks/queries.py", "Task.raw('select %s' % name)"),
    (puts_values_into_sql, "app/tasks/queries.py", "db.ask_at_once(f'select {name}')"),
]


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _, _ in RULES))
def test_the_sources_keep_the_rule(rule: Rule) -> None:
    findings = [finding for path in paths() for finding in rule(path, text_of(path))]
    assert findings == []


@pytest.mark.parametrize(("rule", "path", "source"), RULES)
def test_a_planted_violation_is_found(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source) != []


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (too_long, "app/tasks/routes.py", "x = 1\n" * 300),
        (too_long, "migrations/first.py", "x = 1\n" * 900),
        (joins_rules, "app/web/static/polls.css", "@media print { .a { margin: 0; } }"),
        (names_a_machine, "README.md", "<a href='/termine/'>home/anna</a>"),
        (reads_environment, "app/core/settings.py", "import os\nos.environ"),
        (opens_transaction, "app/core/db.py", "db.transaction()"),
        (enters_another_feature, "app/worker.py", "from app.minutes import jobs"),
        (enters_another_feature, "app/tasks/routes.py", "from app.tasks import mails"),
        (puts_values_into_sql, "app/tasks/queries.py", "Task.raw(f'select {COLUMNS} = {{}}', x)"),
    ],
)
def test_what_is_allowed_is_not_found(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source) == []


def operations() -> list[str]:
    modules = [path.removesuffix(".py").removesuffix("/__init__") for path in paths()]
    names = [module.replace("/", ".") for module in modules]
    return [name for name in names if re.match(r"app\.\w+\.operations(\.|$)", name)]


def test_every_operation_says_whose_transaction_it_uses() -> None:
    assert [finding for name in operations() for finding in unmarked(import_module(name))] == []


def test_an_operation_without_a_mark_is_found() -> None:
    module = ModuleType("planted")
    exec("async def submit() -> None: ...\nasync def _step() -> None: ...", module.__dict__)
    assert unmarked(module) == ["planted.submit"]
    module.__dict__["submit"].transaction = "opens"
    assert unmarked(module) == []


def test_every_setting_stands_in_the_manual() -> None:
    assert undocumented(text_of("app/core/settings.py"), text_of("docs/betrieb.md")) == []


def test_a_setting_missing_from_the_manual_is_found() -> None:
    settings = 'env.get("SPURWERK_PORT"), env.get("SPURWERK_PORT_MAX")'
    assert undocumented(settings, "| SPURWERK_PORT_MAX |") == ["SPURWERK_PORT"]


def test_the_lock_of_the_front_end_names_no_address() -> None:
    assert addresses_in(text_of("package-lock.json")) == []
    address = "https://registry.example.org/a.tgz"
    planted = {"packages": {"a": {"resolved": address}, "b": {}}}
    assert addresses_in(json.dumps(planted)) == ["a"]


def test_every_python_package_is_pinned_with_a_hash() -> None:
    lock = re.sub(r"\\\n", "", text_of("requirements.lock"))
    loose = [
        line
        for line in lock.splitlines()
        if line and line[0] not in " #" and not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", line)
    ]
    assert loose == []
