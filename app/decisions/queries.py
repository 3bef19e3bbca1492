# In the order of their taking, for statements that show agenda items; `ai`: the item.
OF_ITEM = """
SELECT d.id, d.text, d.outcome, d.yes, d.no, d.abstentions, d.version, d.visibility,
  coalesce(e.number || '/' || e.year, '') AS number
FROM decision d LEFT JOIN register_entry e ON e.decision = d.id
WHERE d.agenda_item = ai.id ORDER BY d.created_at, d.id
"""
