import pytest

from app.core.mailbox import NAME, Mailbox
from app.core.settings import BadSettings, Settings

BASE = {"SPURWERK_BASE_URL": "https://spurwerk.example.org", "SPURWERK_SECRET": "x" * 40}


def test_user_password_and_folder_are_percent_encoded() -> None:
    problems: list[str] = []
    box = Mailbox.from_env(
        {NAME: "imaps://sitzung%40kreis.example:p%2F%C3%A4%3A@mail.example.org/INBOX.R%C3%BCck"},
        problems,
    )
    assert problems == []
    assert box == Mailbox(
        host="mail.example.org", port=993, user="sitzung@kreis.example", password="p/ä:",
        folder="INBOX.Rück", tls=True,
    )  # fmt: skip


def test_without_encryption_only_on_this_machine_and_the_inbox_is_the_default() -> None:
    box = Mailbox.from_env({NAME: "imap://u:p@127.0.0.1:1143"}, [])
    assert box
    assert (box.port, box.folder, box.tls) == (1143, "INBOX", False)


def test_the_password_is_not_in_what_is_printed() -> None:
    assert "geheim" not in repr(Mailbox.from_env({NAME: "imaps://u:geheim@mail.example.org"}, []))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("imap://u:geheim@mail.example.org/INBOX", "imap:// nur auf diesem Rechner"),
        ("http://u:geheim@mail.example.org", "muss wie imaps://"),
        ("imaps://mail.example.org/INBOX", "muss wie imaps://"),
        ("imaps://u:geheim@/INBOX", "muss wie imaps://"),
        ("imaps://u:geheim@mail.example.org:99999/INBOX", "muss wie imaps://"),
        ("imaps://u:geheim@[kaputt/INBOX", "muss wie imaps://"),
    ],
)
def test_a_wrong_address_ends_the_start_with_a_sentence_without_the_password(
    url: str, words: str
) -> None:
    with pytest.raises(BadSettings, match=words) as problem:
        Settings.from_env(BASE | {NAME: url})
    assert "geheim" not in str(problem.value)


def test_lmtp_anywhere_is_yes_or_no() -> None:
    name = "SPURWERK_LMTP_ANYWHERE"
    assert not Settings.from_env(BASE).lmtp_anywhere
    assert Settings.from_env(BASE | {name: "ja"}).lmtp_anywhere
    with pytest.raises(BadSettings, match=name):
        Settings.from_env(BASE | {name: "true"})
