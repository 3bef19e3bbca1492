"""Characters that no font of the press has: PDF/UA and PDF/A forbid an empty box, so typst refuses
the whole paper. Each of them is written out instead.
"""

import json
import unicodedata
from functools import lru_cache
from typing import Any

PROBE = """#let c = json(bytes(sys.inputs.data))
#set document(title: "probe")
#set text(lang: "de", font: "Libertinus Serif")
#c #strong(c) #emph(c) #strong(emph(c))
"""
SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "›"}  # bullets pasted from Word
SKIN = range(0x1F3FB, 0x1F400)  # says nothing without its emoji
LATIN_ENDS = 0x250  # all of it is there, but for the controls


def legible(content: Any) -> Any:
    """The same lists and dicts, with names for what cannot be shown and without controls."""
    found = "".join(sorted(set(_letters(content))))
    table = {ord(char): _written_out(char) for char in found if not _is_shown(char)}
    return _translated(content, table)


def _letters(content: Any) -> str:
    if isinstance(content, str):
        return content
    parts = content.values() if isinstance(content, dict) else content
    return "".join(map(_letters, parts)) if isinstance(content, (dict, list, tuple)) else ""


def _translated(content: Any, table: dict[int, str]) -> Any:
    if isinstance(content, str):
        return content.translate(table)
    if isinstance(content, dict):
        return {name: _translated(part, table) for name, part in content.items()}
    if isinstance(content, (list, tuple)):
        return [_translated(part, table) for part in content]
    return content


def _written_out(char: str) -> str:
    """[thumbs up sign]; nothing for a control."""
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"} or ord(char) in SKIN:
        return ""
    if char in SYMBOLS:
        return SYMBOLS[char]
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"


@lru_cache(maxsize=10_000)
def _is_shown(char: str) -> bool:
    if ord(char) < LATIN_ENDS:
        return char in "\n\t" or unicodedata.category(char) != "Cc"
    if unicodedata.category(char) in {"Co", "Cn"}:  # PDF/A forbids private ones
        return False
    import typst

    try:
        typst.compile(
            PROBE.encode(), format="pdf", sys_inputs={"data": json.dumps(char)},
            pdf_standards=["ua-1"], ignore_system_fonts=True,
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True
