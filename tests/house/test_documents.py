"""The numbers in docs/datenschutz/ are those of the settings' defaults."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.core.terms import Terms, variable
from app.privacy.rules.terms import TERMS, with_numbers

ROOT = Path(__file__).parents[2]
PAPERS = sorted((ROOT / "docs" / "datenschutz").glob("*.md"))
MARKED = re.compile(r"\d+ \w+<!-- \w+ -->")
TERM = re.compile(r"\b\d+ (?:Stunden?|Tagen?|Tag|Monate?n?|Jahren?|Jahr)\b")
# Art. 33 DSGVO, the contract, a session.
OF_LAW_OR_PROGRAM = {"72 Stunden", "24 Stunden", "8 Stunden"}


def bare_terms(text: str) -> set[str]:
    """Terms outside of the table and without a mark: nothing would keep them right."""
    text = re.sub(r"<!-- fristen -->.*?<!-- /fristen -->", "", text, flags=re.DOTALL)
    return {hit[0] for hit in TERM.finditer(MARKED.sub("", text))}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_numbers_in_documents_are_those_of_the_settings(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert with_numbers(text, Terms()) == text
    assert bare_terms(text) <= OF_LAW_OR_PROGRAM


def test_other_settings_give_other_numbers() -> None:
    told = "".join(paper.read_text(encoding="utf-8") for paper in PAPERS)
    other = with_numbers(told, Terms(mail_body_days=31, tasks_years=1))
    assert "31 Tage<!-- mail_body_days -->" in other
    assert "1 Jahr<!-- tasks_years -->" in other
    assert "| 31 Tage | ab dem Versand | leeren | `SPURWERK_KEEP_MAIL_BODY_DAYS` |" in other


def test_a_planted_number_is_found() -> None:
    assert bare_terms("nach 14 Tagen") == {"14 Tagen"}
    assert bare_terms("nach 14 Tage<!-- account_days -->") == set()


def test_every_term_is_a_setting_with_its_default_in_the_manual() -> None:
    manual = (ROOT / "docs" / "betrieb.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"\| `(SPURWERK_KEEP_\w+)` \|[^|]*\| `(\d+)` \|", manual))
    assert rows == {variable(f.name): str(f.default) for f in fields(Terms)}
    assert {f.name for f in fields(Terms)} == {term.setting for term in TERMS if term.setting}
