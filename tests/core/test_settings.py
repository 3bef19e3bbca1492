"""Wrong settings are named all at once, in German, before anything starts."""

from pathlib import Path

import pytest

from app.core.settings import BadSettings, Settings

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
