"""What a machine can say about a PDF's accessibility (docs/adr/0012), without a tool of its own.

Reading order comes from poppler's pdfinfo, which reads the structure tree as a screen reader does.
"""

import io
import os
import re
import shutil
import subprocess
from itertools import pairwise
from typing import Any

import pypdf
import pytest

SPOKEN = re.compile(r'^\s*"(.*)"$', re.MULTILINE)


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader: pypdf.PdfReader) -> list[Any]:
    """All elements of the structure tree, in reading order."""
    root: Any = reader.trailer["/Root"]
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            walk(node.get("/K", []))

    walk(root["/StructTreeRoot"]["/K"])
    return found


def faults_of(pdf: bytes) -> list[str]:
    """Empty for a paper that a screen reader can read; the first words name what is missing."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    title = reader.metadata.title or "" if reader.metadata else ""
    holds = {
        "Lang": str(root.get("/Lang", "")).startswith("de"),
        "MarkInfo": bool(root.get("/MarkInfo", {}).get("/Marked")),
        "StructTreeRoot": "/StructTreeRoot" in root,
        "DisplayDocTitle": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
        "Title": bool(title) and title in metadata,
        "PDF/UA-1": "pdfuaid:part" in metadata,
        "Tabs": all(page.get("/Tabs") == "/S" for page in reader.pages),
        "Fonts": all(map(_is_embedded, _fonts(reader))),
    }
    missing = [name for name, held in holds.items() if not held]
    return [*missing, *_of_structure(structure(reader))] if holds["StructTreeRoot"] else missing


def _of_structure(elements: list[Any]) -> list[str]:
    kinds = [str(element["/S"]) for element in elements]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    figures = [element for element in elements if element["/S"] == "/Figure"]
    heads = [element for element in elements if element["/S"] == "/TH"]
    holds = {
        "Alt": all(str(figure.get("/Alt", "")).strip() for figure in figures),
        "Headings": levels[:1] == [1]
        and levels.count(1) == 1
        and all(after <= before + 1 for before, after in pairwise(levels)),
        "Table headers": "/Table" not in kinds or bool(heads),
        "Scope": all("/Scope" in str(head.get("/A", "")) for head in heads),
    }
    return [name for name, held in holds.items() if not held]


def _fonts(reader: pypdf.PdfReader) -> list[Any]:
    found = []
    for page in reader.pages:
        resources: Any = page.get("/Resources", {})
        found += [font.get_object() for font in resources.get("/Font", {}).values()]
    return found


def _is_embedded(font: Any) -> bool:
    """With a way back to characters, else nobody can read it out or search it."""
    described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = described.get("/FontDescriptor", {})
    return "/ToUnicode" in font and any("/FontFile" in key for key in descriptor)


def read_out(pdf: bytes) -> str:
    """The words in the order of the structure tree."""
    if shutil.which("pdfinfo") is None:
        reason = "Für die Lesereihenfolge fehlt pdfinfo (Debian: poppler-utils)."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"],
        input=pdf, capture_output=True, check=True,
    )  # fmt: skip
    return " ".join(" ".join(SPOKEN.findall(done.stdout.decode(errors="replace"))).split())
