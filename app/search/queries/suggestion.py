"""„Meinten Sie …?“ for a search without hits: only out of words that the reader may read."""

from dataclasses import dataclass
from uuid import UUID

from piccolo.querystring import QueryString

from app.core.actor import Actor
from app.groups.tables import Group
from app.search.queries import arms, found, statements
from app.search.queries.statements import Right
from app.search.rules import marking, spelling
from app.search.rules.hits import Hit
from app.search.rules.question import Question, question_of

SHORTEST = 4  # letters of a word that is worth a guess
ROWS, PAPERS = 100, 20  # of each kind the newest lend their words
ALIKE, GUESSES = 0.25, 8  # share of common groups of three letters (pg_trgm); looked at per word
# Words are compared as they are kept: folded and without their endings.
ALIKE_WORDS = """
WITH typed AS MATERIALIZED (SELECT word, coalesce((tsvector_to_array(
    to_tsvector('pg_catalog.german', german_fold(word))))[1], german_fold(word)) AS stem
  FROM unnest({}::text[]) AS word),
near AS (SELECT DISTINCT ON (word, kept.lexeme) typed.word, typed.stem, kept.lexeme, source.number,
    source.id, similarity(kept.lexeme, typed.stem) AS alike
  FROM ({}) AS source, unnest(source.words) AS kept, typed
  WHERE length(kept.lexeme) BETWEEN length(typed.stem) - 2 AND length(typed.stem) + 2
    AND similarity(kept.lexeme, typed.stem) > {}
  ORDER BY word, kept.lexeme, source.number, source.id)
SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY word ORDER BY alike DESC, lexeme) AS place
  FROM near) AS ranked WHERE place <= {} ORDER BY word, place
"""


@dataclass(frozen=True)
class Near:
    """A word that was typed, and a similar one with a row that holds it."""

    word: str
    stem: str
    lexeme: str
    number: int
    id: UUID


async def instead_of(actor: Actor, question: Question) -> str:
    """What to type instead; empty when nothing similar would find anything."""
    words = [w.text for w in question.words if len(w.text) >= SHORTEST and w.text.isalpha()]
    if not words:
        return ""
    rights = await statements.rights_of(actor)
    sources = statements.together([_words_of(right) for right in rights])
    rows = await Group.raw(ALIKE_WORDS, words, sources, ALIKE, GUESSES)
    changed = question
    for near in _nearest([Near(*(row[name] for name in NEAR)) for row in rows]):
        written = await _as_written(rights, near)
        changed = question_of(changed.with_word(near.word, written))
    if changed.typed == question.typed:
        return ""
    hits = await found.find(actor, changed, found.Wanted())
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
    return QueryString(
        f"(SELECT {{}}::int AS number, {arm.id} AS id, {arm.words} AS words {arm.tables} "
        f"WHERE ({{}}) ORDER BY {arm.newest} "
        f"LIMIT {PAPERS if arm is arms.VORLAGE else ROWS})",
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
