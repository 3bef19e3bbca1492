"""At the end: the chain in both directions, every mail, every digest, and no stranger anywhere."""

import re
from collections import Counter, defaultdict

from tests.mails import part
from tests.scenario.people import CANARY, CONFIDENTIAL, OFFICE, OTHER_OFFICE
from tests.scenario.postoffice import Letter
from tests.scenario.session import DIGEST, SUBSCRIBERS
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

POINT = re.compile(r"^/vorlagen/[0-9a-f-]{36}#punkt-([0-9a-f-]{36})")


def check(world: World) -> None:
    world.chapter("Prüfung")
    for examine in (
        tasks_reach_their_point, points_are_explained, no_mail_is_lost, the_log_is_quiet,
    ):  # fmt: skip
        world.tell(examine(world))


def office_of(world: World, body_name: str) -> Visitor:
    return world.visitor(OFFICE if body_name.endswith("Musterland") else OTHER_OFFICE)


def tasks_reach_their_point(world: World) -> str:
    """From each task to a point, and from an Auftrag's point back to the task."""
    tasks = world.sql(
        'SELECT t.id, t.title, t.mandate, b.name AS body FROM task t JOIN steering_group g ON g.id = t."group"'
        " JOIN body b ON b.id = g.body ORDER BY t.created_at"
    )
    from_mandate = 0
    for task in tasks:
        office = office_of(world, task["body"])
        leaf = office.open(f"/aufgaben/{task['id']}")
        points = [hit[1] for _, href in leaf.links if (hit := POINT.search(href))]
        assert points, f"„{task['title']}“ leads to no decision point: {leaf.links}"
        if task["mandate"]:
            back = office.open(f"/beschlusspunkte/{points[0]}")
            assert f"/aufgaben/{task['id']}" in {href for _, href in back.links}, task["title"]
            from_mandate += 1
    assert from_mandate >= len(tasks) - 2, "nearly all came of an item that is about one Auftrag"
    return f"{len(tasks)} Aufgaben führen zu ihrem Beschlusspunkt und zurück."


def points_are_explained(world: World) -> str:
    """Each state of a point is the last of dated steps; none stands there for itself."""
    points = world.sql(
        "SELECT p.id, b.name AS body, (SELECT count(*) FROM group_origin o WHERE o.decision_point = p.id) AS groups"
        " FROM decision_point p JOIN vorlage v ON v.id = p.vorlage JOIN body b ON b.id = v.body"
    )
    for point in points:
        steps = world.sql(
            "SELECT m.title, m.status, s.to_status, s.sentence, s.at::date AS day FROM mandate m"
            f" JOIN mandate_step s ON s.mandate = m.id WHERE m.decision_point = '{point['id']}' ORDER BY s.at"
        )
        assert steps or point["groups"], "a point that nobody works on"
        page = office_of(world, point["body"]).open(f"/beschlusspunkte/{point['id']}").text
        last = {step["title"]: step for step in steps}
        for step in steps:
            assert step["sentence"] in page, step
            assert "{2}.{1}.{0}".format(*step["day"].split("-")) in page, step
        assert all(step["status"] == step["to_status"] for step in last.values())
    return f"{len(points)} Beschlusspunkte: jeder Stand ist durch Schritte mit Datum erklärt."


def no_mail_is_lost(world: World) -> str:
    """Sent rows lie in somebody's box, each with the same bytes only; all else has its reason."""
    rows = world.sql(
        "SELECT message_id, state, recipient_address AS address, last_answer FROM outgoing_mail"
    )
    boxes: defaultdict[tuple[str, str], list[Letter]] = defaultdict(list)
    for letter in world.post.all():
        boxes[str(letter.message["Message-ID"]), letter.to].append(letter)
    for row in rows:
        copies = boxes.pop((row["message_id"], row["address"]), [])
        assert len({copy.raw for copy in copies}) <= 1, row
        if row["state"] == "sent":
            assert copies, row
        else:
            assert row["state"] in {"failed", "dropped"}, row
            assert row["last_answer"] or row["state"] == "dropped", row
    gone = [letter.subject for copies in boxes.values() for letter in copies]
    assert set(gone) <= {"Ihre Anmeldung bei Spurwerk"}, (
        "only the logins of long ago have left no row"
    )
    states = Counter(row["state"] for row in rows)
    return f"{len(rows)} E-Mails: {states['sent']} zugestellt, {states['failed']} unzustellbar, keine verloren."


def digests_told_everything_once(world: World) -> str:
    """Every step and every recommendation of the committee's papers, once to each who reads it."""
    committee = world.places["Zusammenfassung"].rsplit("/", 1)[1]
    events = world.sql(
        "SELECT s.sentence AS words FROM mandate_step s JOIN mandate m ON m.id = s.mandate"
        " JOIN decision_point p ON p.id = m.decision_point JOIN vorlage v ON v.id = p.vorlage"
        f" WHERE v.committee = '{committee}' AND s.from_status <> '' UNION ALL"
        " SELECT d.text FROM decision d JOIN agenda_item i ON i.id = d.agenda_item"
        " JOIN meeting mt ON mt.id = i.meeting JOIN minutes mi ON mi.meeting = mt.id"
        " WHERE i.visibility = 'public' AND mi.sent_at IS NOT NULL AND mt.\"group\" IN"
        ' (SELECT o."group" FROM group_origin o JOIN decision_point p ON p.id = o.decision_point'
        f" JOIN vorlage v ON v.id = p.vorlage WHERE v.committee = '{committee}')"
    )
    assert len(events) >= 12, events
    for address in SUBSCRIBERS:
        told = " ".join(
            " ".join(part(each.message).split()) for each in world.post.to(address, DIGEST)
        )
        for event in events:
            assert told.count(event["words"]) == 1, (
                address,
                event["words"],
                told.count(event["words"]),
            )
        assert CONFIDENTIAL not in told
        assert CANARY not in told
    return f"{len(events)} Ereignisse, {len(SUBSCRIBERS)} Menschen: jedem einmal gesagt."


def the_log_is_quiet(world: World) -> str:
    errors = [
        line for name in ("serve", "lmtp")
        for line in (world.home / f"{name}.log").read_text().splitlines()
        if '"level": "error"' in line or "Traceback" in line
    ]  # fmt: skip
    assert errors == []
    return "Im Protokoll des Servers steht kein Fehler."
