"""A sent digest as it was told, to JSON and back."""

import json
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.digest.rules.news import (
    DigestContent,
    NextMeeting,
    OwnTask,
    Paper,
    PaperNews,
    Recommendation,
    ReportNews,
    Step,
)


def as_json(content: DigestContent) -> str:
    return json.dumps(vars(content), ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """Without the copies that asdict makes: ten thousand are written in one run."""
    return vars(value) if is_dataclass(value) else str(value)


def from_json(stored: dict[str, Any]) -> DigestContent:
    """Also of a version that told less."""
    return DigestContent(
        since=_moment(stored["since"]),
        until=_moment(stored["until"]),
        papers=tuple(_paper(row) for row in stored["papers"]),
        hidden=stored["hidden"],
        next_meetings=tuple(_meeting(row) for row in stored["next_meetings"]),
        session=_meeting(stored["session"]) if stored["session"] else None,
        tasks=tuple(_task(row) for row in stored.get("tasks", ())),
        more_tasks=stored.get("more_tasks", 0),
        reports=tuple(_report(row) for row in stored.get("reports", ())),
    )


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _meeting(row: dict[str, Any]) -> NextMeeting:
    planned_at = row.get("planned_at")
    return NextMeeting(
        **{
            **row,
            "starts_at": _moment(row["starts_at"]),
            "planned_at": _moment(planned_at) if planned_at else None,
        }
    )


def _task(row: dict[str, Any]) -> OwnTask:
    due_on = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    return OwnTask(
        **{**row, "id": UUID(row["id"]), "due_on": due_on, "given_at": _moment(row["given_at"])}
    )


def _report(row: dict[str, Any]) -> ReportNews:
    days = {name: date.fromisoformat(row[name]) for name in ("since", "until")}
    same = {"report_id": UUID(row["report_id"]), "added_to": tuple(row["added_to"])}
    return ReportNews(**{**row, **days, **same})


def _paper(row: dict[str, Any]) -> PaperNews:
    told = {key: value for key, value in row["paper"].items() if key != "public"}
    same = {"vorlage_id": UUID(told["vorlage_id"])}
    return PaperNews(
        paper=Paper(**{**told, **same, "recorded_at": _moment(told["recorded_at"])}),
        is_new=row["is_new"],
        steps=tuple(Step(**{**step, **same, "at": _moment(step["at"])}) for step in row["steps"]),
        recommendations=tuple(
            Recommendation(
                **{**r, **same, "at": _moment(r["at"]), "held_at": _moment(r["held_at"])}
            )
            for r in row["recommendations"]
        ),
        reason=row.get("reason", ""),
    )
