"""What a group was called on a day, as an expression for statements that show the past.

Written into each statement: PostgreSQL does not unfold a function with subqueries, and calling one
costs a list of fifty rows a millisecond.
"""


def berlin_day(moment: str) -> str:
    """moment: a column of timestamps."""
    return f"({moment} AT TIME ZONE 'Europe/Berlin')::date"


def name_on(group: str, day: str) -> str:
    """group: the alias of steering_group; day: an expression of a date. As rules/names.py says."""
    return (
        f'coalesce((SELECT f.name FROM former_name f WHERE f."group" = {group}.id'
        f" AND f.until >= {day} ORDER BY f.until LIMIT 1), {group}.name)"
    )
