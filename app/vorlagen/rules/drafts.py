"""A draft between database and preview."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from app.reading.result import Evidence, ParseResult, Warning_
from app.vorlagen.rules.source import Source
from app.vorlagen.tables import PaperDraft


@dataclass(frozen=True)
class Resolution:
    """The wording a committee decided. `held_on`: YYYY-MM-DD."""

    committee: str
    held_on: str | None
    text: str

    @property
    def heading(self) -> str:
        day = date.fromisoformat(self.held_on) if self.held_on else None
        return f"Beschluss {self.committee}{f' vom {day:%d.%m.%Y}' if day else ''}"


def source_of_draft(draft: PaperDraft) -> Source:
    evidence = {key: Evidence(**value) for key, value in json.loads(draft.evidence).items()}
    warnings = tuple(Warning_(**value) for value in json.loads(draft.warnings))
    result = ParseResult(json.loads(draft.reading), evidence, warnings)
    return Source(draft.source_text, result, draft.id)


def fill_draft(draft: PaperDraft, source: Source) -> None:
    result = source.result
    draft.reading = json.dumps(result.paper, ensure_ascii=False)
    draft.evidence = json.dumps({key: asdict(value) for key, value in result.evidence.items()})
    draft.warnings = json.dumps([asdict(warning) for warning in result.warnings])
    draft.source_text = source.text
    draft.source_sha256 = sha256(source.text.encode()).hexdigest()
