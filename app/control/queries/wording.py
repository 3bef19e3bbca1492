"""Decision points and titles in the words of a past day, as far as the Fassungen of a Vorlage keep them."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from app.vorlagen.rules.matching import Known, same_points
from app.vorlagen.rules.rows import point_columns

Row = dict[str, Any]


def in_former_words(rows: Sequence[Row]) -> list[Row]:
    """`rows`: those of a paper stand together; `former` is filled in the first where there is one."""
    found: list[Row] = []
    for _, several in groupby(rows, key=lambda row: row["vorlage_id"]):
        points = list(several)
        paper = points[0].pop("former")
        found += _of_paper(points, json.loads(paper)) if paper else points
    return found


def _of_paper(points: list[Row], paper: Any) -> list[Row]:
    """A point is found in the earlier Fassung as it would be in a newer one."""
    then = point_columns(paper)
    known = [Known(row["id"], row["position"], row["text"]) for row in points]
    words = {key: then[at] for at, key in same_points(known, [row["text"] for row in then]).items()}
    title = paper["title"] or ""
    return [
        {**row, "vorlage_title": title or row["vorlage_title"], **words.get(row["id"], {})}
        for row in points
    ]
