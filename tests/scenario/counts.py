"""The counts at the end of the story."""

from tests.scenario.world import World


def counted(world: World) -> str:
    def number(query: str) -> int:
        return int(world.sql(query)[0]["count"])

    held = number("SELECT count(*) FROM meeting WHERE status = 'held'")
    out = world.sql("SELECT kind, count(*) FROM outgoing_mail GROUP BY kind ORDER BY 2 DESC, 1")
    pressed = sum(visitor.pressed for visitor in world.visitors.values())
    lines = [
        f"{held} Sitzungen gehalten",
        f"{sum(row['count'] for row in out)} E-Mails hinaus: "
        + ", ".join(f"{row['count']} {row['kind']}" for row in out),
        f"{sum(world.came.values())} E-Mails herein: "
        + ", ".join(f"{count} {kind}" for kind, count in world.came.most_common()),
        f"{number('SELECT count(*) FROM task')} Aufgaben, {number('SELECT count(*) FROM decision')} Beschlüsse der Gruppen",
        f"{number('SELECT count(*) FROM decision_point')} Beschlusspunkte, {number('SELECT count(*) FROM mandate_step')} Schritte von Aufträgen",
        f"{pressed + sum(world.clicked.values())} Knöpfe gedrückt",
    ]  # fmt: skip
    return "\n".join(lines)
