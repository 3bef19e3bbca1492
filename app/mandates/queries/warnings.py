"""What a mandate is warned about; texts for statements in which `m` is the mandate.

agenda_link lies in a room above and is read by name.
"""

from app.mandates.rules import UNDER_WAY

_STATES = ", ".join(f"'{status.value}'" for status in UNDER_WAY)
IS_UNDER_WAY = f"m.status IN ({_STATES})"
# It stood on an agenda, or a meeting moved it. With LIMIT each is looked up by itself; EXISTS would
# hash the links and steps of all counties.
DISCUSSED = """coalesce((SELECT true FROM agenda_link WHERE agenda_link.mandate = m.id LIMIT 1),
  (SELECT true FROM mandate_step WHERE mandate_step.mandate = m.id
    AND mandate_step.meeting IS NOT NULL LIMIT 1), false)"""
# Value: the moment before which a last step is long ago. Handing on is a step.
MOVED_LATELY = """coalesce((SELECT true FROM mandate_step WHERE mandate_step.mandate = m.id
  AND mandate_step.at >= {} LIMIT 1), false)"""
