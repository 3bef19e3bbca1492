"""Who keeps a body says which programs are told."""

from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core import clock
from app.webhooks import rules
from app.webhooks.tables import Webhook, WebhookCall
from tests.browser import Visit
from tests.cast import Cast
from tests.people.make import make_operator
from tests.webhooks.make import make_webhook

ADDRESS = "https://fachverfahren.example.org/spurwerk"


def page_of(cast: Cast) -> str:
    return f"/koerperschaften/{cast.body.id}/webhooks"


def form(address: str = ADDRESS, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "address": address, "topics": ["task", "minutes"], **more}


async def test_office_adds_tests_and_ends_an_address(cast: Cast, visit: Visit) -> None:
    anna, path, same = await visit("anna"), page_of(cast), form()
    assert "Noch keine Adresse" in (await anna.get(path)).text
    for _ in range(2):
        assert (await anna.post(path, same)).status_code == 303
    only = await Webhook.objects().first()
    assert only is not None
    assert await Webhook.count() == 1

    shown = (await anna.get(path)).text
    assert ADDRESS in shown
    assert "Aufgaben, Protokolle" in shown
    assert rules.secret_of(only.id) in shown
    probe = {"id": str(uuid4())}
    for _ in range(2):
        assert (await anna.post(f"{path}/{only.id}/probe", probe)).status_code == 303
    assert await WebhookCall.count() == 1

    assert (await anna.post(f"{path}/{only.id}/ende")).status_code == 303
    assert (await anna.post(f"{path}/{only.id}/ende")).status_code == 404
    assert "Noch keine Adresse" in (await anna.get(path)).text
    actions = await AuditEntry.select(AuditEntry.action).output(as_list=True)
    assert {"webhook.added", "webhook.tested", "webhook.ended"} <= set(actions)


async def test_betrieb_may_too_and_members_may_not(cast: Cast, visit: Visit) -> None:
    cast.people["oskar"] = await make_operator(cast.body)
    assert (await (await visit("oskar")).get(page_of(cast))).status_code == 200
    for name in ("carla", "frieda"):
        assert (await (await visit(name)).get(page_of(cast))).status_code in {403, 404}


async def test_bad_addresses_come_back_with_what_was_typed(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    for address, words in (
        ("fachverfahren", "Das ist keine vollständige Adresse."),
        ("http://fachverfahren.example.org/", "muss mit https:// beginnen"),
        ("https://u:p@fachverfahren.example.org/", "keine Zugangsdaten"),
        ("", "Bitte geben Sie die Adresse an."),
    ):
        answer = await anna.post(page_of(cast), form(address))
        assert answer.status_code == 422, address
        assert words in answer.text
    answer = await anna.post(page_of(cast), form(topics=[]))
    assert "mindestens eines" in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert not await Webhook.exists()


async def test_address_of_another_body_stays_untouched(cast: Cast, visit: Visit) -> None:
    webhook = await make_webhook(cast.body, ADDRESS)
    frieda = await visit("frieda")
    for step in ("probe", "weiter", "ende"):
        answer = await frieda.post(f"{page_of(cast)}/{webhook.id}/{step}")
        assert answer.status_code in {403, 404}
    await webhook.refresh()
    assert webhook.ended_at is None


async def test_eleventh_address_is_refused_with_a_reason(cast: Cast, visit: Visit) -> None:
    for _ in range(rules.MOST):
        await make_webhook(cast.body, ADDRESS)
    answer = await (await visit("anna")).post(page_of(cast), form())
    assert answer.status_code == 422
    assert "schon 10 Adressen" in answer.text


async def test_paused_address_is_shown_and_goes_on(cast: Cast, visit: Visit) -> None:
    webhook = await make_webhook(cast.body, ADDRESS)
    await Webhook.update({Webhook.paused_at: clock.now()}).where(Webhook.id == webhook.id)
    anna = await visit("anna")
    assert "angehalten" in (await anna.get(page_of(cast))).text
    for _ in range(2):
        assert (await anna.post(f"{page_of(cast)}/{webhook.id}/weiter")).status_code == 303
    await webhook.refresh()
    assert webhook.paused_at is None
    assert await AuditEntry.count().where(AuditEntry.action == "webhook.resumed") == 1
