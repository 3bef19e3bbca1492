"""What the look-ups of people share."""

NAME = "concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)"
BY_NAME = "din5007(p.family_name), din5007(p.given_name)"
TRAEGER = """coalesce((SELECT t.name FROM membership m JOIN traeger t ON t.id = m.traeger
    WHERE m."group" = mt."group" AND m.person = i.person ORDER BY m.since DESC LIMIT 1), '')"""
