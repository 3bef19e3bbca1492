"""The minutes for Word, from a template that people may change: see word_template.py."""

import io
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from app.minutes.papers.content import Edition, content_of
from app.minutes.record import Record
from app.web.press import press
from app.web.richtext import Block
from app.web.templates import TEMPLATES

TEMPLATE = TEMPLATES / "minutes" / "niederschrift.docx"
DEEPEST = 3  # styles of lists in the template
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 §2.2
LINE = "_" * 38


async def word_of(record: Record, edition: Edition) -> bytes:
    """Takes some 100 ms in a thread. Raises Busy where too many papers are in line."""
    return await press.run(partial(_made, content_of(record, edition)))


def _made(content: dict[str, Any]) -> bytes:
    from docxtpl import DocxTemplate  # late: most processes never need it

    paper = DocxTemplate(TEMPLATE)
    for part in content["items"]:
        for flow in (part, *part["decisions"]):
            flow["blocks"] = blocks_for_word(paper, flow["blocks"])
    more = {
        "state": " · ".join(filter(None, [content["notice"], content["stand"]])),
        "named": not content["items"] or "Wer" in content["items"][0]["columns"],
        "closing": [line for line in (content["approved"], content["taken"]) if line],
        "signatures": [f"{LINE}\n{': '.join(filter(None, s))}" for s in content["signatures"]],
        "small": _small(content),
    }
    paper.render(clean({**content, **more}), autoescape=True)
    known = paper.docx.core_properties
    known.title, known.author, known.language = content["title"], content["body"], "de-DE"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _small(content: dict[str, Any]) -> list[str]:
    sum_of = content["fingerprint"]
    told = [f"Prüfsumme des Inhalts (SHA-256): {sum_of}"] if sum_of else []
    return [*told, content["note"]] if content["note"] else told


def blocks_for_word(paper: Any, blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Numbers are written out: Word would count on from list to list."""
    found, counts = [], [0] * 10
    for block in blocks:
        deep = block.depth if block.kind in ("item", "number") else 0
        counts[deep + 1 :] = [0] * (len(counts) - deep - 1)
        counts[deep] = counts[deep] + 1 if block.kind == "number" else 0
        sign = f"{counts[deep]}.\t" if block.kind == "number" else ""
        depth = "" if block.kind in ("p", "quote") else str(min(block.depth, DEEPEST))
        found.append({"kind": block.kind + depth, "rich": _rich(paper, sign, block)})
    return found


def _rich(paper: Any, sign: str, block: Block) -> Any:
    """What docxtpl is given here it escapes."""
    from docxtpl import RichText

    rich = RichText(sign) if sign else RichText()
    for run in block.runs:
        link = {"url_id": paper.build_url_id(run.href), "underline": True} if run.href else {}
        rich.add(
            FORBIDDEN.sub("", run.text), bold=run.bold, italic=run.italic, strike=run.struck, **link
        )
    return rich


def clean(value: Any) -> Any:
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, dict):
        return {name: clean(part) for name, part in value.items()}
    return [clean(part) for part in value] if isinstance(value, (list, tuple)) else value
