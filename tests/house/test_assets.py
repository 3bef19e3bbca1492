"""What the browser loads from others is exactly what the lock file names."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "app/web/static/vendor"


def test_the_served_files_are_the_installed_ones() -> None:
    kern = PACKAGES / "@kern-ux/native/dist"
    expected = {
        "htmx.min.js": PACKAGES / "htmx.org/dist/htmx.min.js",
        "trix.css": PACKAGES / "trix/dist/trix.css",
        "trix.umd.min.js": PACKAGES / "trix/dist/trix.umd.min.js",
        "kern/kern.min.css": kern / "kern.min.css",
        **{
            f"kern/{file.relative_to(kern).as_posix()}": file
            for file in (kern / "fonts").rglob("*")
            if file.is_file()
        },
    }
    served = [file for file in VENDOR.rglob("*") if file.is_file() and file.name != ".installed"]
    assert {file.relative_to(VENDOR).as_posix() for file in served} == set(expected), "make setup"
    for name, original in expected.items():
        assert (VENDOR / name).read_bytes() == original.read_bytes(), name


def test_the_installed_packages_are_the_locked_ones() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for place, package in locked.items():
        if place:
            installed = json.loads((ROOT / place / "package.json").read_text())
            assert installed["version"] == package["version"], place
            assert package["integrity"].startswith("sha512-"), place


def test_front_end_packages_are_named_by_one_version() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [version for version in versions.values() if not re.fullmatch(r"[\d.]+", version)] == []
    assert versions["htmx.org"].startswith("4.")


def test_templates_ask_for_files_that_are_there() -> None:
    asked = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"static\('([^']+)'\)", template.read_text(encoding="utf-8"))
    }
    assert [name for name in sorted(asked) if not (VENDOR.parent / name).is_file()] == []
