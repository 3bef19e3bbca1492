"""What other features hand to the operations of this one."""

from app.people.forms.affiliations import AffiliationData
from app.people.forms.persons import PersonData

__all__ = ["AffiliationData", "PersonData"]
