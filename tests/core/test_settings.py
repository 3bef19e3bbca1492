"""Wrong settings are named all at once, in German, before anything starts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.settings import BadSettings, Settings
from app.core.terms import Terms

SECRET = "x" * 40


def test_everything_wrong_is_said_together() -> None:
    with pytest.raises(BadSettings) as problems:
        Settings.from_env(
            {"SPURWERK_BASE_URL": "http://spurwerk.example.org", "SPURWERK_PORT": "acht", "SPURWERK_SECRET": "kurz"}
        )  # fmt: skip
    text = str(problems.value)
    assert all(name in text for name in ("SPURWERK_BASE_URL", "SPURWERK_PORT", "SPURWERK_SECRET"))


def test_https_without_a_secret_does_not_start() -> None:
    with pytest.raises(BadSettings, match="SPURWERK_SECRET fehlt"):
        Settings.from_env({"SPURWERK_BASE_URL": "https://spurwerk.example.org"})


def test_a_port_that_no_machine_has_is_told_with_its_limit() -> None:
    with pytest.raises(BadSettings, match="SPURWERK_PORT muss eine positive Zahl bis 65535 sein"):
        Settings.from_env({"SPURWERK_PORT": "70000"})


def test_local_secret_is_made_once_and_readable_only_by_us(tmp_path: Path) -> None:
    env = {"SPURWERK_DATA_DIR": str(tmp_path)}
    first, second = Settings.from_env(env), Settings.from_env(env)
    assert first.secret == second.secret
    assert len(first.secret) >= 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_keys_of_two_purposes_differ() -> None:
    settings = Settings.from_env(
        {"SPURWERK_BASE_URL": "https://spurwerk.example.org", "SPURWERK_SECRET": SECRET}
    )
    assert settings.key("csrf") != settings.key("flash")


def test_a_term_that_is_no_number_or_too_long_is_said_with_the_rest() -> None:
    with pytest.raises(BadSettings) as problems:
        Settings.from_env({"SPURWERK_KEEP_MAIL_BODY_DAYS": "0", "SPURWERK_KEEP_AUDIT_YEARS": "200"})
    text = str(problems.value)
    assert "SPURWERK_KEEP_MAIL_BODY_DAYS muss eine ganze Zahl von 1 bis 36500 sein" in text
    assert "SPURWERK_KEEP_AUDIT_YEARS muss eine ganze Zahl von 1 bis 100 sein" in text


def test_terms_are_read_and_months_end_on_the_last_day(tmp_path: Path) -> None:
    env = {"SPURWERK_DATA_DIR": str(tmp_path), "SPURWERK_KEEP_DRAFTS_MONTHS": "6"}
    keep = Settings.from_env(env).keep
    assert keep.words("drafts_months") == "6 Monate"
    assert Terms(answers_years=1).words("answers_years") == "1 Jahr"
    august = datetime(2026, 8, 31, 12, tzinfo=UTC)
    assert keep.before("drafts_months", august) == datetime(2026, 2, 28, 12, tzinfo=UTC)
    leap = datetime(2028, 2, 29, tzinfo=UTC)
    assert keep.before("tasks_years", leap) == datetime(2025, 2, 28, tzinfo=UTC)
