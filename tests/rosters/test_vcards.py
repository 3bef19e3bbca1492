"""vCards of every age to the same table as from a spreadsheet."""

import pytest

from app.core.errors import RuleViolation
from app.rosters.rules.fields import Field, first_mapping
from app.rosters.rules.vcards import BROKEN, COLUMNS, cells_of, is_vcard

THREE = """BEGIN:VCARD\r
VERSION:3.0\r
N:von Kern;Paula;;Prof. Dr.;\r
FN:Prof. Dr. Paula von Kern\r
ORG:Verein Nord\\, e. V.;Beratung\\; Süd\r
TITLE:Fachberaterin\r
item1.EMAIL;TYPE=HOME:paula@example.org\r
item1.EMAIL;TYPE="work,internet":paula.von.kern@lange-a\r
 dresse.example.org\r
TEL;TYPE=CELL:0170 1\r
TEL;TYPE=WORK,VOICE;PREF=1:0441 1\r
ADR;TYPE=HOME:;;Weg 1;Ort;;1;\r
PHOTO;ENCODING=b;TYPE=PNG:AAAA\r
END:VCARD\r
"""
FOUR = """BEGIN:VCARD
VERSION:4.0
FN:Ulf Neu
EMAIL:ulf@example.org
TEL;VALUE=uri:tel:+49-441-2
ROLE:Leitung der Kita
END:VCARD
"""
TWO_ONE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96zt=C3=BCrk;K=C3=A4=
the
TEL;WORK;VOICE:0441 3
EMAIL;PREF;INTERNET:k@example.org
ORG;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Tr=E4gerhaus
END:VCARD
"""


def test_a_card_gives_name_address_phone_traeger_and_function() -> None:
    (head, row), ignored = cells_of(THREE)
    assert list(first_mapping(head)) == list(COLUMNS)
    assert row == [
        "Prof. Dr.", "Paula", "von Kern", "paula.von.kern@lange-adresse.example.org", "0441 1",
        "Verein Nord, e. V.", "Fachberaterin",
    ]  # fmt: skip
    assert ignored == ["ADR", "PHOTO"]


def test_cards_of_all_versions_may_stand_in_one_file() -> None:
    cells, _ = cells_of(THREE + FOUR + TWO_ONE)
    assert cells[2] == ["", "Ulf", "Neu", "ulf@example.org", "+49-441-2", "", "Leitung der Kita"]
    assert cells[3] == ["", "Käthe", "Öztürk", "k@example.org", "0441 3", "Trägerhaus", ""]
    assert cells[0][COLUMNS.index(Field.TRAEGER)] == "Träger"


@pytest.mark.parametrize(
    "text", [FOUR.replace("END:VCARD\n", ""), FOUR.partition("FN")[0] + FOUR, "END:VCARD\n"]
)
def test_half_a_card_is_refused(text: str) -> None:
    with pytest.raises(RuleViolation, match=BROKEN[:30]):
        cells_of(text)


def test_a_card_is_told_by_its_first_line() -> None:
    assert is_vcard("\ufeff\nbegin:vcard\n")
    assert not is_vcard("Name;E-Mail\nBEGIN:VCARD;x\n")


@pytest.mark.parametrize("line", ['TEL;="x:1', "X", ":", 'EMAIL;TYPE="a:b', "\x0b", ";;;:;;;"])
def test_a_line_that_nobody_understands_harms_no_other(line: str) -> None:
    cells, _ = cells_of(FOUR.replace("ROLE", f"{line}\nROLE"))
    assert cells[1][3] == "ulf@example.org"
