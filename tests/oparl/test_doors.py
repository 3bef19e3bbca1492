"""Open to scripts of other sites, without cookie, reading only (OParl 1.1, 2.3, 2.6, 2.9)."""

from app.main import create_app
from tests.browser import Browser
from tests.cast import Cast
from tests.oparl.make import make_county
from tests.oparl.properties import BASE

ERROR = "https://schema.oparl.org/1.1/Error"


async def test_the_entry_leads_to_the_system(anonymous: Browser) -> None:
    answer = await anonymous.client.get(BASE)
    assert (answer.status_code, answer.headers["location"]) == (301, f"{BASE}/system")
    system = (await anonymous.client.get(f"{BASE}/system")).json()
    assert system["oparlVersion"] == "https://schema.oparl.org/1.1/"
    bodies = (await anonymous.client.get(system["body"])).json()
    assert bodies["data"] == []


PATHS = ("", "/system", "/body", "/body/{body}", "/body/{body}/paper", "/file/{paper}/text",
         "/file/{attachment}/content", "/file/{paper}/download", "/nichts", "/paper/1")  # fmt: skip


async def test_scripts_of_other_sites_may_read(anonymous: Browser, cast: Cast) -> None:
    county = await make_county(cast)
    for path in PATHS:
        address = BASE + path.format(
            body=cast.body.id, paper=county.public.id, attachment=county.attachment.id
        )
        answer = await anonymous.client.get(
            address, headers={"Origin": "https://karte.example.org"}
        )
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


async def test_a_browser_may_ask_beforehand(anonymous: Browser) -> None:
    for path in ("", "/system", "/paper/1", "/body/1/paper"):
        answer = await anonymous.client.options(
            BASE + path, headers={"Access-Control-Request-Method": "GET"}
        )
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "GET" in answer.headers["access-control-allow-methods"]


async def test_head_is_get_without_the_body(anonymous: Browser, cast: Cast) -> None:
    county = await make_county(cast)
    for path in ("system", f"paper/{county.public.id}", f"body/{cast.body.id}/paper"):
        whole = await anonymous.client.get(f"{BASE}/{path}")
        head = await anonymous.client.head(f"{BASE}/{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]
        assert head.headers["content-type"] == "application/json"


async def test_nobody_writes_here(anonymous: Browser) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = await anonymous.client.request(method, f"{BASE}/system")
        assert answer.status_code in {403, 405}, method


MISSING = (
    "nichts", "body/1", "body/x/paper", "wald/00000000-0000-0000-0000-000000000000",
    "paper/00000000-0000-0000-0000-000000000000", "system/paper", "file/%00/text",
    "body/00000000-0000-0000-0000-000000000000/paper",
    "PAPER/00000000-0000-0000-0000-000000000000",
)  # fmt: skip


async def test_what_is_not_there_is_said_in_words(anonymous: Browser) -> None:
    for path in MISSING:
        answer = await anonymous.client.get(f"{BASE}/{path}")
        assert answer.status_code == 404, path
        assert answer.json()["type"] == ERROR
        assert answer.json()["message"].startswith("Dieses Objekt gibt es nicht")


async def test_an_id_has_one_spelling(anonymous: Browser, cast: Cast) -> None:
    address = f"{BASE}/body/{cast.body.id}"
    assert (await anonymous.client.get(address)).status_code == 200
    for other in (address.upper().replace("HTTPS", "https"), address.replace("-", "")):
        assert (await anonymous.client.get(f"{BASE}/body/{other[-36:]}")).status_code == 404


async def test_a_list_of_a_working_group_is_not_there(anonymous: Browser, cast: Cast) -> None:
    for name in ("meeting", "consultation", "paper"):
        address = f"{BASE}/organization/{cast.other_group.id}/{name}"
        assert (await anonymous.client.get(address)).status_code == 404


def test_every_address_answers_reading_methods_only() -> None:
    app = create_app(with_worker=False, with_pool=False)
    routes = [route for route in app.routes if route.path.startswith("/oparl")]
    assert len(routes) == 4
    for route in routes:
        assert set(getattr(route, "methods", ())) == {"GET", "HEAD", "OPTIONS"}
