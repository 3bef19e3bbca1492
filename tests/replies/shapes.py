"""The calendar objects of known programs, written anew; nobody real.

Each takes UID, the answering address and the answer. Nothing here is folded as the RFC wants it
where the program does not.
"""

STAMP = "20270102T101500Z"


def google(uid: str, attendee: str, partstat: str) -> bytes:
    """UTC, empty properties, X-NUM-GUESTS; the comment stands at ATTENDEE."""
    return "\r\n".join([
        "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0",
        "CALSCALE:GREGORIAN", "METHOD:REPLY", "BEGIN:VEVENT", "DTSTART:20270112T090000Z",
        "DTEND:20270112T103000Z", f"DTSTAMP:{STAMP}", "ORGANIZER:sitzung@spurwerk.example.org",
        f"UID:{uid}", f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN=",
        f' {attendee};X-NUM-GUESTS=0;X-RESPONSE-COMMENT="bin ab elf da":mailto:{attendee}',
        "CREATED:20270101T080000Z", "DESCRIPTION:", "LAST-MODIFIED:20270102T101500Z", "LOCATION:",
        "SEQUENCE:0", "STATUS:CONFIRMED", "SUMMARY:Sitzung", "TRANSP:OPAQUE", "END:VEVENT",
        "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def apple(uid: str, attendee: str, partstat: str) -> bytes:
    """A whole VTIMEZONE, VALUE=DATE-TIME, no line break at the end."""
    return "\r\n".join([
        "BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "VERSION:2.0", "METHOD:REPLY",
        "PRODID:-//Apple Inc.//macOS 15.1//EN", *ZONE, "BEGIN:VEVENT",
        "DTSTART;TZID=Europe/Berlin:20270112T100000", f"UID:{uid}",
        f"DTSTAMP:{STAMP}", "LAST-MODIFIED;VALUE=DATE-TIME:20270102T101500Z", "SEQUENCE:0",
        f'ATTENDEE;CN="Carla Cordes";EMAIL="{attendee}";PARTSTAT={partstat}:mailto:{attendee}',
        'ORGANIZER;CN="Gruppe":mailto:sitzung@spurwerk.example.org', "END:VEVENT", "END:VCALENDAR",
    ]).encode()  # fmt: skip


ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "DTSTART:19810329T020000", "TZNAME:MESZ",
    "TZOFFSETTO:+0200", "END:DAYLIGHT", "BEGIN:STANDARD", "TZOFFSETFROM:+0200",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "DTSTART:19961027T030000", "TZNAME:MEZ",
    "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


def thunderbird(uid: str, attendee: str, partstat: str) -> bytes:
    """A full copy of the event with an override, LF in the text as \\n."""
    person = (
        f"ATTENDEE;CN=Carla Cordes;PARTSTAT={partstat};CUTYPE=INDIVIDUAL;"
        f"ROLE=REQ-PARTICIPANT:mailto:{attendee}"
    )
    return "\r\n".join([
        "BEGIN:VCALENDAR", "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "VERSION:2.0",
        "METHOD:REPLY", *ZONE, "BEGIN:VEVENT", "CREATED:20270101T080000Z",
        "LAST-MODIFIED:20270102T101500Z", f"DTSTAMP:{STAMP}", f"UID:{uid}", "SUMMARY:Sitzung",
        "STATUS:CONFIRMED", "ORGANIZER;CN=Gruppe:mailto:sitzung@spurwerk.example.org", person,
        "DTSTART;TZID=Europe/Berlin:20270112T100000", "DTEND;TZID=Europe/Berlin:20270112T113000",
        "SEQUENCE:0", "DESCRIPTION:Tagesordnung\\nBegrüßung", "X-MOZ-RECEIVED-SEQUENCE:0",
        "END:VEVENT", "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def exchange(uid: str, attendee: str, partstat: str) -> bytes:
    """No ORGANIZER, MAILTO in capitals, LANGUAGE, a Windows time zone, SUMMARY with the answer."""
    return "\r\n".join([
        "BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
        "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD",
        "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT",
        "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
        "BEGIN:VEVENT", f"ATTENDEE;PARTSTAT={partstat};CN=Carla Cordes:MAILTO:{attendee}",
        "COMMENT;LANGUAGE=de-DE:Ich bin ab elf Uhr da.\\n", f"UID:{uid}",
        "SUMMARY;LANGUAGE=de-DE:Abgelehnt: Sitzung",
        "DTSTART;TZID=W. Europe Standard Time:20270112T100000",
        "DTEND;TZID=W. Europe Standard Time:20270112T113000", "CLASS:PUBLIC", "PRIORITY:5",
        f"DTSTAMP:{STAMP}", "TRANSP:OPAQUE", "STATUS:CONFIRMED", "SEQUENCE:0",
        "LOCATION;LANGUAGE=de-DE:Kreishaus", "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "END:VEVENT", "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def notes(uid: str, attendee: str, partstat: str) -> bytes:
    """Folds before the semicolon, quoted time zone, X-LOTUS properties."""
    return "\r\n".join([
        "BEGIN:VCALENDAR", "X-LOTUS-CHARSET:UTF-8", "VERSION:2.0",
        "PRODID:-//Lotus Development Corporation//NONSGML Notes 9.0//DE_I", "METHOD:REPLY",
        "BEGIN:VEVENT", 'DTSTART;TZID="W. Europe Standard Time":20270112T100000',
        f"DTSTAMP:{STAMP}", "SEQUENCE:0", "ATTENDEE;ROLE=REQ-PARTICIPANT",
        f" ;PARTSTAT={partstat}", ' ;CN="Carla Cordes/Amt/Landkreis"', " ;RSVP=FALSE",
        f" :mailto:{attendee}", "CLASS:PUBLIC", "SUMMARY:Angenommen: Sitzung", f"UID:{uid}",
        "X-LOTUS-UPDATE-SEQ:1", "X-LOTUS-NOTICETYPE:A", "END:VEVENT", "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def outlook_counter(uid: str, attendee: str, partstat: str) -> bytes:
    """Synthetic: nobody has published a real one."""
    return "\r\n".join([
        "BEGIN:VCALENDAR", "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
        "VERSION:2.0", "METHOD:COUNTER", "BEGIN:VEVENT",
        f'ATTENDEE;CN="Carla Cordes";PARTSTAT={partstat}:mailto:{attendee}',
        "COMMENT:Donnerstag passt mir besser", "DTSTART:20270114T090000Z",
        "DTEND:20270114T103000Z", f"DTSTAMP:{STAMP}", f"UID:{uid}", "SEQUENCE:0",
        "X-MS-OLK-ORIGINALSTART:20270112T090000Z", "X-MS-OLK-ORIGINALEND:20270112T103000Z",
        "END:VEVENT", "END:VCALENDAR", "",
    ]).encode()  # fmt: skip
