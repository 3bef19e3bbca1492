"""How many papers one process reads in a second."""

import time
from dataclasses import dataclass
from random import Random
from statistics import median

from app.reading.parse import parse
from bench.papers import TYPICAL, typical_text

TEXTS, ROUNDS = 100, 5


@dataclass(frozen=True)
class ReadingRun:
    """`rate`: texts in a second of computing, the median of some rounds: other work does not count."""

    size: int
    rate: float


def measure_reading() -> ReadingRun:
    random = Random(1)  # noqa: S311 - no secret
    texts = [typical_text(random, index, kita=True) for index in range(TEXTS)]
    return ReadingRun(TYPICAL, median(_rate(texts) for _ in range(ROUNDS)))


def _rate(texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        parse(text)
    return len(texts) / (time.process_time() - begun)
