"""Keeps account of every line: field, label or dropped, and why each value is believed."""

from collections.abc import Iterable, Sequence

from app.reading.lines import Line, span
from app.reading.paper import Discarded
from app.reading.result import Confidence, Evidence, Warning_

Key = tuple[int, int]


class Ledger:
    def __init__(self) -> None:
        self.evidence: dict[str, Evidence] = {}
        self.warnings: list[Warning_] = []
        self._dropped: dict[Key, str] = {}
        self._used: set[Key] = set()

    def note(
        self, pointer: str, lines: Sequence[Line], rule: str, confidence: Confidence = "high"
    ) -> None:
        """Values found twice keep their first source."""
        self.use(lines)
        numbers = [line.number for line in lines if line.key not in self._dropped]
        if numbers:
            self.evidence.setdefault(pointer, Evidence(span(numbers), rule, confidence))

    def use(self, lines: Iterable[Line]) -> None:
        """The lines hold a label or part of a field."""
        self._used.update(line.key for line in lines if line.key not in self._dropped)

    def is_used_at(self, number: int) -> bool:
        """The line of that number, not broken into parts, holds a label or part of a field."""
        return (number, 0) in self._used

    def drop(self, lines: Iterable[Line], reason: str) -> None:
        for line in lines:
            self._dropped.setdefault(line.key, reason)
            self._used.discard(line.key)

    def warn(self, code: str, sentence: str, lines: Iterable[Line] = ()) -> None:
        self.warnings.append(Warning_(code, sentence, span(line.number for line in lines)))

    def discarded(self) -> list[Discarded]:
        """Lines of one reason together, in the order of their first line.

        A line that is also part of a field (HTML without line breaks) is no dropped line.
        """
        reasons: dict[str, list[int]] = {}
        used = {number for number, _ in self._used}
        for number, part in sorted(self._dropped):
            if number not in used:
                reasons.setdefault(self._dropped[number, part], []).append(number)
        return [{"lines": span(numbers), "reason": why} for why, numbers in reasons.items()]

    def left_over(self, lines: Iterable[Line]) -> list[Line]:
        known = self._used | self._dropped.keys()
        return [line for line in lines if line.key not in known]
