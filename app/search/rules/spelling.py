"""How far two words are apart."""

MOST_EDITS, SHORT, MOST_EDITS_OF_SHORT = 2, 5, 1


def edits(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
    return row[-1]


def is_near(one: str, other: str) -> bool:
    most = MOST_EDITS_OF_SHORT if len(one) <= SHORT else MOST_EDITS
    return edits(one, other) <= most
