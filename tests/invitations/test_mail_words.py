"""Text and HTML of every mail say the same."""

import re
from html import unescape

from app.invitations.tables import Invitation
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.post import Letter, deliver, invite, letters, reload
from tests.invitations.test_change import address, form_of
from tests.meetings.make import make_meeting


def words(text: str) -> list[str]:
    """Without addresses of pages, which HTML hides, and numbers, which lists draw."""
    return re.findall(r"[^\W\d_]+", re.sub(r"https?://\S+", "", text))


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)^.*?<body>", "", html)))


async def sent(cast: Cast, visit: Visit) -> list[Letter]:
    """Invited, moved, renamed, taken off, cancelled."""
    anna = await visit("anna")
    meeting = await make_meeting(cast.group, video_url="https://video.example.org/5")
    await invite(anna, cast, meeting, "bernd", "carla")
    for changes in ({"place": "Rathaus", "day": "2030-01-08"}, {"title": "Fünfte Sitzung"}):
        await deliver(meeting)
        form = form_of(await reload(meeting), **changes, versand="senden")
        await anna.post(address(meeting), form)
    await deliver(meeting)
    carla = await Invitation.objects().where(Invitation.person == cast.id("carla")).first()
    assert carla is not None
    await anna.post(f"/sitzungen/{meeting.id}/einladungen/{carla.id}/ausladen")
    await anna.post(f"/sitzungen/{meeting.id}/absage", {"reason": "Die Heizung ist aus."})
    return await letters(meeting)


async def test_both_parts_carry_the_same_words(cast: Cast, visit: Visit) -> None:
    found = await sent(cast, visit)
    assert {letter.row.kind for letter in found} == {
        "invitation_sent", "invitation_changed", "invitation_withdrawn", "invitation_cancelled",
    }  # fmt: skip
    for letter in found:
        text, html = words(letter.part("plain")), words(shown(letter.part("html")))
        assert [w for w in text if w not in html] == [], letter.row.subject
        assert [w for w in html if w not in text] == [], letter.row.subject
        lines = [line for line in letter.part("plain").splitlines() if "http" not in line]
        assert max(len(line) for line in lines) <= 76
        assert "\n\n\n\n" not in letter.part("plain").replace("\r", "")
