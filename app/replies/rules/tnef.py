"""winmail.dat: answers of Outlook in its own format. The RTF in it stays closed."""

from typing import Any
from uuid import UUID

from tnefparse.tnef import TNEF

from app.ical.text import one_line
from app.replies.rules.calendar import Calendar
from app.replies.rules.decoded import Guest, Said, Unreadable

NOT_READABLE = (
    "Die Antwort steht in einer Datei winmail.dat von Outlook, die sich nicht lesen lässt."
    " Bitte nutzen Sie den Link in der Einladung."
)
CLASSES = {
    "ipm.schedule.meeting.resp.pos": "ACCEPTED",
    "ipm.schedule.meeting.resp.neg": "DECLINED",
    "ipm.schedule.meeting.resp.tent": "TENTATIVE",
    "ipm.microsoft schedule.mtgrespp": "ACCEPTED",
    "ipm.microsoft schedule.mtgrespn": "DECLINED",
    "ipm.microsoft schedule.mtgrespa": "TENTATIVE",
}
MEETING = UUID("6ed8da90-450b-101b-98da-00aa003f1305")  # PSETID_Meeting
GLOBAL_OBJECT_IDS = frozenset({0x0003, 0x0023})  # PidLidGlobalObjectId and its clean twin
MESSAGE_CLASS = 0x001A
UID_MARK = b"vCal-Uid\x01\x00\x00\x00"  # MS-OXCICAL §2.1.3.1.1.20.26: a UID of others follows


def read_tnef(content: bytes, sender: str) -> Calendar:
    """The sender is the attendee: the format names nobody else. Raises Unreadable."""
    try:
        found = TNEF(content, do_checksum=False)
        partstat = CLASSES.get(_class(found), "")
        uid = _uid(found)
    except Exception as problem:
        raise Unreadable(NOT_READABLE) from problem
    if not partstat or not uid:
        raise Unreadable(NOT_READABLE)
    return Calendar("REPLY", (Said(uid=uid, guests=(Guest(address=sender, partstat=partstat),)),))


def _class(found: Any) -> str:
    words = [each.data for each in found.msgprops if each.name == TNEF.ATTMESSAGECLASS]
    words += [each.data for each in found.mapiprops if each.name == MESSAGE_CLASS]
    return str(words[0]).strip().lower() if words else ""


def _uid(found: Any) -> str:
    for each in found.mapiprops:
        if each.guid == MEETING and each.guid_prop in GLOBAL_OBJECT_IDS:
            _, mark, uid = each.data.partition(UID_MARK)
            if mark:
                return one_line(uid.rstrip(b"\0").decode("ascii"))[:500]
    return ""
