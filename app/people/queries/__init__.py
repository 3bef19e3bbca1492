"""What pages of other features show of people, Träger and bodies."""

from app.people.queries.affiliations import affiliations_of
from app.people.queries.bodies import body_of
from app.people.queries.choices import person_choices, traeger_choices

__all__ = ["affiliations_of", "body_of", "person_choices", "traeger_choices"]
