"""Why a passage went: words of a list, so that no reason can repeat what was removed."""

from app.core.words import Word


class Reason(Word):
    SOCIAL_DATA = "social_data", "Sozialdaten oder Angaben zu einem Einzelfall"
    THIRD_PERSON = "third_person", "Personenbezogene Angaben über Dritte"
    REQUEST = "request", "Antrag einer betroffenen Person (Art. 17 DSGVO)"
    CONFIDENTIAL = "confidential", "Vertrauliches, das nicht ins Protokoll gehört"
    MISTAKE = "mistake", "Versehentlich aufgenommen"
