"""Papers of a county: a few with decision points, and many more to fill its list."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.core import clock
from app.demo.papers import Reading
from app.reading.parse import parse
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage
from bench.county import County
from bench.rows import Rows

YEAR = clock.today().year - 1  # of all papers, so that a filter by year leaves any out
TYPICAL = 6_000  # bytes of a paper as text
FIRST_SESSION, SESSIONS = date(2007, 1, 1), 1000  # of the committee, one a week
DIFFERENT = 80  # reading more of them takes longer than it is worth
BEGINNINGS = ("Familien", "Jugend", "Sozial", "Förder", "Schul", "Sprach", "Pflege", "Bildungs")
MIDDLES = ("hilfe", "raum", "zentrums", "plan", "bedarfs", "netzwerk", "haus", "arbeits")
ENDS = ("budget", "konzept", "träger", "gruppe", "kosten", "fragen", "räume", "prüfung")
HEAD = """Vorlage - {number}

Betreff: {title}
Status: öffentlich
Vorlage-Art: Beschlussvorlage
Federführend: Jugendhilfeplanung
Datum: 15.01.{year}

Beratungsfolge:
Jugendhilfeausschuss Vorberatung
05.02.{year}
Sitzung des Jugendhilfeausschusses ungeändert empfohlen
Kreistag Entscheidung
04.03.{year}
Sitzung des Kreistages ungeändert beschlossen

Beschlussvorschlag:
1. Eine Steuerungsgruppe wird eingerichtet.
2. Die Verwaltung berichtet fortlaufend.

Sachverhalt:
"""


def add_paper(rows: Rows, county: County, index: int, reading: Reading) -> None:
    points = reading.paper["proposal"]["points"]
    vorlage = _vorlage(rows, county, index, reading.text, reading.paper)
    ids = [
        rows.add(
            DecisionPoint, vorlage=vorlage, position=position, marker=point["marker"] or "",
            depth=point["depth"], text=point["text"],
        )
        for position, point in enumerate(points, 1)
    ]  # fmt: skip
    county.points.append(ids[0])


def add_papers(rows: Rows, county: County, count: int) -> None:
    """Without decision points: three in four speak of a Kita. Their texts come round again."""
    texts = [typical_text(rows.random, index, kita=index % 4 > 0) for index in range(DIFFERENT)]
    papers = [dict(parse(text).paper) for text in texts]
    for index in range(len(county.papers), len(county.papers) + count):
        nth = index % DIFFERENT
        _vorlage(rows, county, index, texts[nth], papers[nth])


def _vorlage(rows: Rows, county: County, index: int, text: str, paper: dict[str, Any]) -> UUID:
    day = date(YEAR, 1, 1) + timedelta(days=index % 365)
    as_json = json.dumps(paper, ensure_ascii=False)
    vorlage = rows.add(
        Vorlage, body=county.body, committee=county.groups[0], reference=f"2025/{index:03}",
        title=paper["title"], dated_on=day, paper_type="Beschlussvorlage", paper=as_json,
        reading=as_json, source_text=text, source_sha256="0" * 64,
    )  # fmt: skip
    for position, step in enumerate(paper["consultations"], 1):
        rows.add(
            Consultation, vorlage=vorlage, position=position, committee_name=step["committee"],
            committee=county.groups[0] if position == 1 else None,
            held_on=FIRST_SESSION + timedelta(weeks=index % SESSIONS),
        )  # fmt: skip
    county.papers.append(vorlage)
    return vorlage


def typical_text(random: Random, index: int, *, kita: bool) -> str:
    """6 KB with a head, a Beratungsfolge and paragraphs of words that differ from paper to paper."""
    title = f"{_word(random)} und {_word(random)}" + (" in der Kita" if kita else "")
    text = HEAD.format(number=f"{YEAR}/{index:03}", title=title, year=YEAR)
    while len(text.encode()) < TYPICAL:
        text += (
            f"Das {_word(random)} der Jugendhilfe soll bis zum Sommer stehen; offen ist, was die "
            f"{_word(random)} dazu sagt. Öffentliche und freie Träger legen {_word(random)} vor.\n\n"
        )
    return text


def _word(random: Random) -> str:
    return random.choice(BEGINNINGS) + random.choice(MIDDLES) + random.choice(ENDS)
