"""Who sits where: as many seats as can be filled, one seat for each person.

A maximum bipartite matching whose seats take several people, by augmenting paths (Berge 1957). Written
out, because whoever has a seat must keep one when others come: those who are named first go first. A
ready-made maximum flow knows no such order, and takes several times as long for a group.
"""

from collections import deque
from collections.abc import Sequence

Move = tuple[int, int | None]  # who moves, and from which seat


class Seating:
    """options: of each person the seats that fit, dearest first. places: of each seat how many it takes."""

    def __init__(self, options: Sequence[Sequence[int]], places: Sequence[int]) -> None:
        self.options, self.places = options, places
        self.taken: list[list[int]] = [[] for _ in places]
        self.seat_of: list[int | None] = [None] * len(options)
        self.closed: set[int] = set()  # from here no free seat can be reached, now or later

    def place(self, person: int) -> None:
        for seat in self.options[person]:
            if len(self.taken[seat]) < self.places[seat]:
                self.taken[seat].append(person)
                self.seat_of[person] = seat
                return
        self._make_room(person)

    def _make_room(self, person: int) -> None:
        moves: dict[int, Move] = {}
        to = self._nearest_free(person, moves)
        if to is None:
            self.closed.update(moves)
        while to is not None:
            mover, left = moves[to]
            self.taken[to].append(mover)
            self.seat_of[mover] = to
            if left is not None:
                self.taken[left].remove(mover)
            to = left

    def _nearest_free(self, person: int, moves: dict[int, Move]) -> int | None:
        """moves: seat → who would go there, filled on the way."""
        waiting: deque[Move] = deque([(person, None)])
        while waiting:
            mover, left = waiting.popleft()
            for seat in self.options[mover]:
                if seat in moves or seat in self.closed:
                    continue
                moves[seat] = (mover, left)
                if len(self.taken[seat]) < self.places[seat]:
                    return seat
                waiting.extend((other, seat) for other in self.taken[seat])
        return None


def assign(options: Sequence[Sequence[int]], places: Sequence[int]) -> list[int | None]:
    """For each person the seat, None without one. The same data gives the same answer."""
    seating = Seating(options, places)
    for person in range(len(options)):
        seating.place(person)
    return seating.seat_of
