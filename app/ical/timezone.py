from functools import lru_cache

from icalendar import Timezone

# Rules, not lists of dates: several clients read only the first date of an RDATE list and are
# then one hour off every summer. Calendar.add_missing_timezones() writes such lists.
_BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
X-LIC-LOCATION:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@lru_cache(maxsize=1)
def berlin() -> Timezone:
    """VTIMEZONE of Europe/Berlin under its IANA name (RFC 5545 §3.6.5), valid from 1996 on.

    One for all calendars, because reading it costs more than an event: nobody may change it.
    """
    zone = Timezone.from_ical(_BERLIN.replace("\n", "\r\n"))
    assert isinstance(zone, Timezone)
    return zone
