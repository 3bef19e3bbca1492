"""A nervous double click, or ten at once: one effect and the same answer for each."""

import asyncio
from collections import Counter

from litestar import Litestar

from app.audit.tables import AuditEntry
from app.core.db import engine
from app.outbox.tables import OutgoingMail
from app.piccolo_app import APP_CONFIG
from tests.badday.nasty import plausible
from tests.badday.world import Post, log_in, planned, posts
from tests.cast import Cast

PRESSES = 10
# Looked at by themselves, or one row for each statement, whatever it says.
FREE = {"login_session", "login_request", "audit_entry", "outgoing_mail", "calendar_change"}


async def counts() -> dict[str, int]:
    """Table → rows."""
    names = [table._meta.tablename for table in APP_CONFIG.table_classes]
    union = " UNION ALL ".join(
        f"SELECT '{name}' AS t, count(*) AS n FROM \"{name}\"" for name in names
    )
    return {row["t"]: row["n"] for row in await engine()._run_in_pool(union)}


async def doubled_mails() -> list[object]:
    """The same mail to the same person."""
    columns = (OutgoingMail.kind, OutgoingMail.recipient_address, OutgoingMail.subject)
    seen = Counter(tuple(row.values()) for row in await OutgoingMail.select(*columns))
    return [mail for mail, n in seen.items() if n > 1]


async def doubled_notes() -> list[object]:
    """The same thing created or sent twice, as the audit log has it."""
    columns = (AuditEntry.action, AuditEntry.subject_id, AuditEntry.details)
    seen = Counter(tuple(row.values()) for row in await AuditEntry.select(*columns))
    new = (".created", ".begun", ".given", ".imported", ".added", ".proposed", ".cancelled")
    return [note for note, n in seen.items() if n > 1 and str(note[0]).endswith(new)]


async def pressed(app: Litestar, cast: Cast, post: Post) -> str:
    """What was wrong with ten equal submits at once and one more afterwards."""
    browser = await log_in(app, cast, post.row)
    await browser.get("/einstellungen" if post.row.anonymous == "login" else "/anmelden")
    sent = dict(plausible(post.form))
    answers = await asyncio.gather(*(browser.post(post.path, sent) for _ in range(PRESSES)))
    seen = Counter((a.status_code, a.headers.get("location", "")) for a in answers)
    after = await counts()
    again = await browser.post(post.path, sent)
    grown = {t: n - after[t] for t, n in (await counts()).items() if n > after[t] and t not in FREE}
    bad = [status for status, _ in seen if status >= 500]
    once = "id" in sent and any(status == 303 for status, _ in seen)
    if bad or again.status_code >= 500 or grown or (once and len(seen) > 1):
        return f"{post.row.path}: {dict(seen)}, then {again.status_code}, {grown}"
    return ""


async def test_ten_equal_submits_at_once_have_one_effect(app: Litestar, cast: Cast) -> None:
    world = await planned(cast)
    wrong, created = [], 0
    for post in await posts(app, cast, world):
        if post.path in {"/abmelden", "/anmelden", "/anmelden/code", "/vorlagen/einlesen"}:
            continue  # limits of their own; reading a paper stores nothing
        await AuditEntry.raw("TRUNCATE audit_entry")
        await OutgoingMail.delete().where(OutgoingMail.id != world["mail_id"])
        before = await counts()
        wrong.append(await pressed(app, cast, post))
        wrong += [
            f"{post.row.path}: twice {double}"
            for double in [*await doubled_mails(), *await doubled_notes()]
        ]
        created += any(n > before[t] for t, n in (await counts()).items() if t not in FREE)
    assert not list(filter(None, wrong))
    assert created >= 12, "the forms were really saved"
