"""`spurwerk vorlage import ADRESSE` for a single OParl paper."""

import pytest

from app.core.errors import RuleViolation
from app.importers.jobs.single import oparl_paper
from app.importers.outside import ask
from tests.importers.council import Council


async def test_a_single_paper_is_read_with_what_it_points_to(database: None, ris: Council) -> None:
    ris.paper(3)
    address = ris.url("/papers/3")
    source = await oparl_paper(address, await ask(address))
    assert source is not None
    paper = source.result.paper
    assert (paper["reference"], paper["lead_unit"]) == ("2026/003", "Jugendamt")
    assert paper["consultations"][0]["committee"] == "Jugendhilfeausschuss"
    assert paper["proposal"]


async def test_a_server_that_fails_is_named(database: None, ris: Council) -> None:
    ris.paper(3)
    ris.broken["/meetings/1"] = 500
    address = ris.url("/papers/3")
    with pytest.raises(RuleViolation, match="/meetings/1"):
        await oparl_paper(address, await ask(address))


@pytest.mark.parametrize("content", ["Vorlage - 2026/1", b"{}", '{"type": "Paper"}', "[]"])
async def test_what_is_no_oparl_paper_is_left_to_the_reader(content: str | bytes) -> None:
    assert await oparl_paper("https://ris.example.org/1", content) is None
