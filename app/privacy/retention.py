"""The retention run: the list of what is due, and the run that does exactly that."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.files.store import forget_bytes, forget_unfinished
from app.privacy.erasing import erase, forget
from app.privacy.operations import retention as operations
from app.privacy.queries import due
from app.privacy.rules.retention import BATCH, FILE_RULES, LISTED, NOTICES, RULES, STRAY, Line, Rule

log = logging.getLogger("spurwerk.privacy")


async def due_now(now: datetime) -> list[Line]:
    """Changes nothing; a run at the same moment does just this."""
    keep = settings().keep
    lines = [
        Line(rule.key, _words(await due.all_due(rule, keep, now)))
        for rule in (*RULES, *FILE_RULES, NOTICES)
    ]
    return [
        *lines,
        Line("accounts", _words(await due.accounts_due(keep, now))),
        Line("replay", _words(await due.come_back())),
        Line("stray_files", await due.stray_bytes(now)),
    ]


async def run(now: datetime) -> list[Line]:
    """In this order: what a rule takes is gone before a Löschung could take it."""
    accounts, back = await due.accounts_due(settings().keep, now), await due.come_back()
    lines = [Line(rule.key, _words(await _apply(rule, now))) for rule in RULES]
    lines += [Line(rule.key, _words(await _remove_files(rule, now))) for rule in FILE_RULES]
    lines.append(Line("notices", _words(await _send_notices(now))))
    lines.append(Line("accounts", _words(await _erase(accounts, now))))
    lines.append(Line("replay", _words(await _erase(back, now))))
    stray = await due.stray_bytes(now)
    for sha256 in stray:
        await forget_bytes(sha256)
    await forget_unfinished(now - STRAY)
    lines.append(Line("stray_files", stray))
    await operations.note_run({line.key: len(line.ids) for line in lines if line.ids})
    return lines


async def _apply(rule: Rule, now: datetime) -> list[UUID]:
    keep = settings().keep
    if rule.change == LISTED:
        return await due.all_due(rule, keep, now)
    done: list[UUID] = []
    while batch := await operations.next_batch(rule, keep, now):
        done += batch
        if len(batch) < BATCH:
            break
    return done


async def _remove_files(rule: Rule, now: datetime) -> list[UUID]:
    done: list[UUID] = []
    while True:
        ids, hashes = await operations.remove_files(rule, settings().keep, now)
        await forget(hashes)
        done += ids
        if len(ids) < BATCH:
            return done


async def _send_notices(now: datetime) -> list[UUID]:
    done: list[UUID] = []
    while True:
        ids = await operations.send_notices(settings().keep, now)
        done += ids
        if len(ids) < BATCH:
            return done


async def _erase(people: list[UUID], now: datetime) -> list[UUID]:
    """One refused stays for the next run; the others go on."""
    done = []
    for person_id in people:
        try:
            await erase(operations.RUN, person_id, now=now)
        except RuleViolation as refusal:
            log.warning("person %s is not erased: %s", person_id, type(refusal).__name__)
        else:
            done.append(person_id)
    return done


def _words(ids: list[Any]) -> list[str]:
    return sorted(map(str, ids))
