"""One press per process for what takes long to make: papers wait in line, pages do not.

Typst computes outside the interpreter's lock; at one paper at a time the other core stays free.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.core.errors import Busy

T = TypeVar("T")
WIDTH = 1
GATHERED = 2  # contents at once: hundreds would stand before every page in line for the database
LINE = 250  # papers in line, the one in the making among them: some twenty seconds
FULL = (
    "Gerade entstehen sehr viele Dokumente auf einmal. "
    "Bitte versuchen Sie es gleich noch einmal; verloren ist nichts."
)


class Press:
    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(WIDTH, thread_name_prefix="press")
        self.waiting = 0
        self.gathering = asyncio.Semaphore(GATHERED)

    async def run(self, make: Callable[[], T]) -> T:
        """Raises Busy where the line is full. Whoever goes away while waiting leaves the line."""
        if self.waiting >= LINE:
            raise Busy(FULL)
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, make)
        finally:
            self.waiting -= 1


press = Press()
