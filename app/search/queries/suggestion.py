"""„Meinten Sie …?“ for a search without hits: only out of words that the reader may read."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from piccolo.querystring import QueryString

from app.core import clock, db
from app.groups.tables import Group
from app.search.queries import arms, found, statements
from app.search.queries.statements import Right
from app.search.rules import spelling
from app.search.rules.hits import Hit
from app.search.rules.question import Question, question_of
from app.vorlagen.rules import marking

SHORTEST = 4  # letters of a word that is worth a guess
ROWS, PROSE, PAPERS = 100, 30, 20  # of each kind the newest lend their words: titles, texts, papers
# Looked at for them, as there may be none: meetings held last in the reader's groups; of whole tables the
# newest rows, for who reads a whole body. A member's few groups lead to their rows.
MEETINGS, NEWEST = 300, 1_000
EARLY = timedelta(days=1)  # minutes may begin before their meeting
ALIKE, GUESSES = 0.25, 8  # share of common groups of three letters (pg_trgm); looked at per word
# Words are compared as they are kept: folded and without their endings. Of three parts of a word two
# typing errors leave one as it is, and looking for that takes a tenth of the time of similarity().
ALIKE_WORDS = f"""
WITH held AS MATERIALIZED (
  SELECT meeting.* FROM meeting {arms.IN_GROUP.format("meeting")}
  WHERE meeting.starts_at <= {{}} AND ({{}}) ORDER BY meeting.starts_at DESC LIMIT {MEETINGS}),
typed AS MATERIALIZED (SELECT word, stem, length(stem) AS long, left(stem, length(stem) / 3) AS one,
    substr(stem, length(stem) / 3 + 1, length(stem) / 3) AS two, substr(stem, length(stem) / 3 * 2 + 1) AS three
  FROM (SELECT word, coalesce((tsvector_to_array(
    to_tsvector('pg_catalog.german', german_fold(word))))[1], german_fold(word)) AS stem
  FROM unnest({{}}::text[]) AS word) AS stems),
source AS MATERIALIZED ({{}}),
near AS (SELECT word, stem, lexeme, min(place) AS place, similarity(lexeme, stem) AS alike
  FROM (SELECT row_number() OVER () AS place, words FROM source) AS numbered,
    unnest(tsvector_to_array(words)) AS lexeme, typed
  WHERE length(lexeme) BETWEEN long - 2 AND long + 2
    AND (strpos(lexeme, one) > 0 OR strpos(lexeme, two) > 0 OR strpos(lexeme, three) > 0)
  GROUP BY word, stem, lexeme),
ranked AS (SELECT *, row_number() OVER (PARTITION BY word ORDER BY alike DESC, lexeme) AS nth
  FROM near WHERE alike > {{}})
SELECT ranked.word, stem, lexeme, number, id FROM ranked
JOIN (SELECT row_number() OVER () AS place, number, id FROM source) AS found USING (place)
WHERE nth <= {{}} ORDER BY word, nth
"""


@dataclass(frozen=True)
class Near:
    """A word that was typed, and a similar one with a row that holds it."""

    word: str
    stem: str
    lexeme: str
    number: int
    id: UUID


async def instead_of(rights: tuple[Right, ...], question: Question) -> str:
    """What to type instead; empty when nothing similar would find anything."""
    words = [w.text for w in question.words if len(w.text) >= SHORTEST and w.text.isalpha()]
    if not words:
        return ""
    sources = statements.together([_words_of(right) for right in rights])
    groups = next(right.readable for right in rights if right.arm is arms.GROUP)
    async with db.planned_for_values():
        rows = await Group.raw(
            ALIKE_WORDS, clock.now() + EARLY, groups, words, sources, ALIKE, GUESSES
        )
    changed = question
    for near in _nearest([Near(*(row[name] for name in NEAR)) for row in rows]):
        written = await _as_written(rights, near)
        changed = question_of(changed.with_word(near.word, written))
    if changed.typed == question.typed:
        return ""
    if len(changed.words) == 1:  # it stands in a row that was just read
        return changed.typed
    hits = await found.find(rights, changed, found.Wanted())
    return changed.typed if hits.total else ""


NEAR = tuple(Near.__dataclass_fields__)


def _nearest(guesses: list[Near]) -> list[Near]:
    """For each word the one with the fewest typing errors; none for a word that is spelt right."""
    best: dict[str, Near] = {}
    for near in guesses:
        least = best.get(near.word)
        if spelling.is_near(near.stem, near.lexeme) and (
            least is None
            or spelling.edits(near.stem, near.lexeme) < spelling.edits(least.stem, least.lexeme)
        ):
            best[near.word] = near
    return [near for near in best.values() if near.stem != near.lexeme]


def _words_of(right: Right) -> QueryString:
    arm = right.arm
    rows = ROWS if arm.heading_counts else PROSE
    tables = arm.tables_of_newest(NEWEST) if right.is_wide and arm.is_long else arm.tables_of_held
    return QueryString(
        f"(SELECT {{}}::int AS number, {arm.id} AS id, {arm.words} AS words {tables} "
        f"WHERE ({{}}) ORDER BY {arm.newest} LIMIT {PAPERS if arm is arms.VORLAGE else rows})",
        right.number, right.readable,
    )  # fmt: skip


async def _as_written(rights: tuple[Right, ...], near: Near) -> str:
    """The word with its ending and its umlauts, as the row has it."""
    kind = next(right.arm.kind for right in rights if right.number == near.number)
    hit = Hit(near.number, kind, near.id, near.id, None, None, 0)
    rows = await found.details_of(rights, [hit])
    texts = [f"{row['heading']} {row['text'] or ''}" for row in rows.values()]
    words = marking.candidates(texts, [near.lexeme])
    same = [word for word in words if marking.folded(word).startswith(near.lexeme)]
    return min(same, key=lambda word: (len(word), word), default=near.lexeme)
