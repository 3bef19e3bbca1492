"""The one way out: checked address, checked connection, limited answer (docs/adr/0017)."""

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache

import httpx

from app.outgoing.errors import NotReachable, Refused, TooMuch
from app.outgoing.policy import NOT_PUBLIC, Policy, name_of, port_of

Resolve = Callable[[str, int], Awaitable[list[str]]]
AGENT = "Spurwerk"
SLOW = "Der Server {host} hat nicht rechtzeitig geantwortet. Bitte versuchen Sie es später noch einmal."
AWAY = "Der Server {host} ist nicht zu erreichen. Bitte prüfen Sie die Adresse."
UNKNOWN = "Den Server {host} gibt es nicht. Bitte prüfen Sie die Adresse."
UNSAFE = "Die Verbindung zu {host} ist nicht sicher: Sein Zertifikat ist ungültig."
ANSWERS = {
    401: "Der Server {host} verlangt eine Anmeldung. Spurwerk liest nur, was öffentlich ist.",
    403: "Der Server {host} gibt diese Seite nicht heraus.",
    404: "Unter dieser Adresse hat {host} nichts.",
    410: "Unter dieser Adresse hat {host} nichts mehr.",
    429: "Der Server {host} bittet um eine Pause. Bitte versuchen Sie es später noch einmal.",
}
FAILED = "Der Server {host} hat mit einem Fehler geantwortet ({status})."
IN_CIRCLES = "Die Adresse leitet zu oft weiter."
DAMAGED = "Die Antwort von {host} ist beschädigt angekommen."
TOO_MUCH = "Die Antwort von {host} ist größer als {size} MB."
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, kw_only=True)
class Limits:
    seconds: float = 10  # for everything, redirects included
    size: int = 20_000_000  # bytes, unpacked
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    content: bytes
    content_type: str  # lower case, with its parameters; "" if not stated
    address: str  # after redirects


async def system_resolver(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def fetch(
    address: str,
    *,
    accept: str = "*/*",
    limits: Limits | None = None,
    policy: Policy | None = None,
    resolve: Resolve = system_resolver,
) -> Fetched:
    """GET, never inside a transaction. Raises Refused, NotReachable or TooMuch."""
    limits, policy = limits or Limits(), policy or Policy.of_settings()
    url = policy.check(address)
    try:
        async with asyncio.timeout(limits.seconds):
            for _hop in range(limits.redirects + 1):
                asked = {"Accept": accept, "Accept-Encoding": "gzip"}
                async with _answer(url, Call("GET", asked), policy, resolve) as answer:
                    if answer.status_code not in REDIRECTS:
                        return await _take(answer, url, limits)
                    target = answer.headers.get("location", "")
                url = policy.check(_joined(url, target))
    except TimeoutError:
        raise NotReachable(SLOW.format(host=url.host)) from None
    raise NotReachable(IN_CIRCLES)


def _joined(url: httpx.URL, target: str) -> str:
    try:
        return str(url.join(target))
    except (httpx.InvalidURL, ValueError):
        raise Refused(IN_CIRCLES) from None


async def post(
    address: str,
    content: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = 5,
    policy: Policy | None = None,
    resolve: Resolve = system_resolver,
) -> int:
    """The status of the answer, of which nothing is read; a redirect is not followed.

    Never inside a transaction. Raises Refused or NotReachable.
    """
    policy = policy or Policy.of_settings()
    url = policy.check(address)
    try:
        async with (
            asyncio.timeout(seconds),
            _answer(url, Call("POST", headers, content), policy, resolve) as answer,
        ):
            return answer.status_code
    except TimeoutError:
        raise NotReachable(SLOW.format(host=url.host)) from None


@dataclass(frozen=True)
class Call:
    method: str
    headers: Mapping[str, str]
    content: bytes | None = None


@asynccontextmanager
async def _answer(
    url: httpx.URL, call: Call, policy: Policy, resolve: Resolve
) -> AsyncIterator[httpx.Response]:
    """Connected to the very address that was checked; the name goes into Host and SNI."""
    host, ip = name_of(url), await _address_of(url, policy, resolve)
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, **call.headers}
    untimed = httpx.Timeout(None)  # the caller counts the time of all hops together
    client = httpx.AsyncClient(
        trust_env=False, follow_redirects=False, verify=trust(), timeout=untimed
    )
    async with client:
        request = httpx.Request(
            call.method, url.copy_with(host=ip), headers=headers, content=call.content,
            extensions={"sni_hostname": host},
        )  # fmt: skip
        try:
            answer = await client.send(request, stream=True)
        except httpx.ConnectError as problem:
            raise NotReachable(_why(problem).format(host=url.host)) from None
        except (httpx.TransportError, httpx.InvalidURL):
            raise NotReachable(AWAY.format(host=url.host)) from None
        try:
            yield answer
        finally:
            await answer.aclose()


async def _address_of(url: httpx.URL, policy: Policy, resolve: Resolve) -> str:
    try:
        found = await resolve(name_of(url), port_of(url))
    except (OSError, ValueError):  # ValueError: a name that DNS cannot bear
        raise NotReachable(UNKNOWN.format(host=url.host)) from None
    allowed = [ip for ip in found if policy.may_connect(url, ip)]
    if not allowed:
        raise Refused(NOT_PUBLIC)
    return min(allowed, key=lambda ip: ":" in ip)  # many machines still have no way to IPv6


def _why(problem: BaseException | None) -> str:
    while problem is not None:
        if isinstance(problem, ssl.SSLCertVerificationError):
            return UNSAFE
        problem = problem.__cause__ or problem.__context__
    return AWAY


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """What the machine trusts, so that an authority of the house counts too."""
    return ssl.create_default_context()


async def _take(answer: httpx.Response, url: httpx.URL, limits: Limits) -> Fetched:
    status = answer.status_code
    if status != 200:
        raise NotReachable(ANSWERS.get(status, FAILED).format(host=url.host, status=status), status)
    try:
        content = await _content(answer, limits.size)
    except (httpx.HTTPError, httpx.StreamError, zlib.error):
        raise NotReachable(DAMAGED.format(host=url.host)) from None
    except TooMuch:
        size = limits.size // 1_000_000
        raise TooMuch(TOO_MUCH.format(host=url.host, size=size)) from None
    return Fetched(content, answer.headers.get("content-type", "").lower(), str(url))


async def _content(answer: httpx.Response, most: int) -> bytes:
    """Unpacked by ourselves, a step at a time: a small answer may hold gigabytes."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if not re.fullmatch("identity|(x-)?gzip", encoding):
        raise httpx.DecodingError(encoding)
    packed = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding != "identity" else None
    content = bytearray()
    async for chunk in answer.aiter_raw():
        left = most - len(content)
        content += packed.decompress(chunk, left + 1) if packed else chunk
        if len(content) > most:
            raise TooMuch
        if packed and packed.eof:
            break
    if packed and not packed.eof:
        raise zlib.error
    return bytes(content)
