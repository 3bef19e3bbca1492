"""Which words of a text a question meant, with their umlauts and endings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.vorlagen.rules import marking
from app.vorlagen.rules.search import Phrase, Word
from app.vorlagen.tables import Vorlage

MEANT = """
SELECT w.word, q.query
FROM (SELECT word, to_tsvector('pg_catalog.german', german_fold(word)) AS stems
  FROM unnest({}::text[]) AS word OFFSET 0) AS w
JOIN (SELECT query, to_tsquery('pg_catalog.german', german_fold(query)) AS asked
  FROM unnest({}::text[]) AS query OFFSET 0) AS q ON w.stems @@ q.asked
"""
Meant = list[list[set[str]]]  # of each phrase for each word how the texts write it


async def meant(phrases: Sequence[Phrase], texts: Sequence[str]) -> Meant:
    """Empty sets for what stands in none of the texts."""
    asked = {word for phrase in phrases for word in phrase}
    words = marking.candidates(texts, [word.text for word in asked])
    if not words:
        return []
    rows = await Vorlage.raw(MEANT, sorted(words), sorted(word.query for word in asked))
    found = defaultdict[str, set[str]](set)
    for row in rows:
        found[row["query"]].add(row["word"])
    return [
        [found[word.query] or _as_typed(word, words if len(phrase) > 1 else ()) for word in phrase]
        for phrase in phrases
    ]


def _as_typed(word: Word, words: Iterable[str]) -> set[str]:
    """The database knows no "für"; between two others it is part of what was found."""
    return {each for each in words if marking.folded(each) == marking.folded(word.text)}
