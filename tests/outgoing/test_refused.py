"""What is no business of ours: judged before a connection is made (docs/betrieb.md)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.core.settings import BadSettings, Settings, settings
from app.outgoing import policy
from app.outgoing.client import fetch, system_resolver
from app.outgoing.errors import NotReachable, Refused
from app.outgoing.policy import Policy, is_near, is_public
from tests.outgoing.servers import LOOPBACK, NAME, answer, redirect, resolver, serving

SECRET = [answer(b"geheim")]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", policy.INVALID),
        ("ris.example.org/vorlage.pdf", policy.INVALID),
        ("https://", policy.INVALID),
        ("https://ris.example.org/\x00", policy.INVALID),
        ("https://ris.example.org/" + "a" * 2000, policy.INVALID),
        ("https://[::1", policy.INVALID),
        ("file:///etc/passwd", policy.INVALID),
        ("file://ris.example.org/etc/passwd", policy.ONLY_HTTPS),
        ("http://ris.example.org/", policy.ONLY_HTTPS),
        ("ftp://ris.example.org/", policy.ONLY_HTTPS),
        ("gopher://ris.example.org/", policy.ONLY_HTTPS),
        ("https://anna@ris.example.org/", policy.USER_INFO),
        ("https://ris.example.org:geheim@ris.example.org/", policy.USER_INFO),
        ("https://ris.example.org:25/", policy.OTHER_PORT),
        ("https://ris.example.org:5432/", policy.OTHER_PORT),
        ("https://ris.example.org:0/", policy.OTHER_PORT),
    ],
)
async def test_an_address_that_breaks_a_rule_is_refused(address: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        await fetch(address, policy=Policy(), resolve=LOOPBACK)
    assert str(refusal.value) == sentence


NEVER = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.168.178.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2001::1",
    "fc00::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "nonsense",
]


@pytest.mark.parametrize("ip", NEVER)
async def test_a_name_that_leads_inside_is_refused(ip: str) -> None:
    with pytest.raises(Refused, match="nicht im öffentlichen Internet"):
        await fetch("https://ris.example.org/", policy=Policy(), resolve=resolver(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "193.99.144.80", "2a02:2e0:3fe:1001::1"])
def test_an_ordinary_server_is_public(ip: str) -> None:
    assert is_public(ip)
    assert not is_near(ip)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"],
)
async def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises((Refused, NotReachable)) as refusal:
        await fetch(f"https://{host}:8443/", policy=Policy(), resolve=system_resolver)
    assert not isinstance(refusal.value, NotReachable) or "gibt es nicht" in str(refusal.value)


@pytest.mark.parametrize("ip", ["169.254.169.254", "0.0.0.0", "fe80::1", "224.0.0.1", "::"])
async def test_the_intranet_holds_no_address_of_a_link(ip: str) -> None:
    own = Policy(intranet=frozenset(["http://ris.intern:80"]))
    with pytest.raises(Refused, match="nicht im öffentlichen Internet"):
        await fetch("http://ris.intern/", policy=own, resolve=resolver(ip))


async def test_an_origin_of_the_intranet_opens_no_other_port_of_its_host() -> None:
    async with serving(lambda _: SECRET) as server:
        with pytest.raises(Refused):
            await fetch(
                f"http://ris.example.org:{server.port + 1}/",
                policy=server.policy,
                resolve=LOOPBACK,
            )
    assert server.requests == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/",
        "https://127.0.0.1:8443/",
        "https://[::ffff:127.0.0.1]:8443/",
        "//localhost:{port}/geheim",
        "file:///etc/passwd",
        "https://anna:wort@ris.example.org/",
        "http://[",
    ],
)
async def test_a_redirect_is_judged_like_an_address(target: str) -> None:
    async with serving(
        lambda path: redirect(target.format(port=server.port)) if path == "/" else SECRET
    ) as server:
        with pytest.raises(Refused):
            await fetch(server.url(), policy=server.policy, resolve=LOOPBACK)
    assert len(server.requests) == 1


async def test_only_listed_names_are_asked_when_there_is_a_list() -> None:
    listed = Policy(hosts=frozenset(["ris.example.org"]))
    assert listed.check("https://RIS.example.org./vorlage#seite").host == "ris.example.org."
    with pytest.raises(Refused, match="steht nicht auf der Liste"):
        listed.check("https://ris.example.org.example.com/")


async def test_a_name_that_changes_its_address_cannot_lead_inside() -> None:
    """Asked once for each connection, and connected to what was checked."""
    answers = iter([["127.0.0.1"], ["169.254.169.254", "10.0.0.1%2"]])
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    async with serving(lambda _: redirect("/noch-einmal")) as server:
        with pytest.raises(Refused, match="nicht im öffentlichen Internet"):
            await fetch(server.url(), policy=server.policy, resolve=rebinding)
    assert asked == [NAME, NAME]
    assert len(server.requests) == 1


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_the_settings_name_hosts_and_origins(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SPURWERK_OUTGOING_HOSTS", "RIS.example.org, oparl.example.org")
    environment.setenv("SPURWERK_OUTGOING_INTRANET", "http://ris.intern,https://[fd00::1]:8443/")
    assert Policy.of_settings() == Policy(
        hosts=frozenset(["ris.example.org", "oparl.example.org"]),
        intranet=frozenset(["http://ris.intern:80", "https://[fd00::1]:8443"]),
    )
    inside = Policy.of_settings()
    assert inside.check("http://ris.intern/vorlage").path == "/vorlage"
    assert inside.check("https://[fd00::1]:8443/").port == 8443
    assert replace(inside, intranet=frozenset()) != inside


@pytest.mark.parametrize("word", ["ris.intern", "ftp://ris.intern", "http://ris.intern/pfad"])
def test_an_origin_without_protocol_or_with_a_path_does_not_start(word: str) -> None:
    env = {"SPURWERK_SECRET": "x" * 40, "SPURWERK_OUTGOING_INTRANET": word}
    with pytest.raises(BadSettings, match="SPURWERK_OUTGOING_INTRANET"):
        Settings.from_env(env)
