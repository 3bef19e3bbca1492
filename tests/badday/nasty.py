"""What no form expects, and what every form takes."""

from datetime import timedelta
from uuid import UUID, uuid4

from app.core.clock import today
from tests.badday.page import Control, PageForm, Pairs

SCRIPT = "<script>window.__xss=1</script>"
LONG = "Fläche " * 15_000  # 100 kB
EVERYWHERE = ("a\x00b", "'; DROP TABLE person; --")
BY_KIND = {
    "date": ("31.02.2027", "2027-02-31", "9999-99-99", "9999-12-31", "0001-01-01"),
    "time": ("00:00", "25:61", "23:59:59.999999"),
    "select": (str(UUID(int=0)), str(uuid4()), "no-uuid", "sitzung:x", LONG),
    "radio": (str(uuid4()), "no-uuid", LONG),
    "checkbox": ("", str(uuid4()), "no-uuid", LONG),
    "hidden": ("", "no-uuid", "-1", "²", "٣", str(2**63), "9" * 5000, LONG, str(uuid4())),
    "email": ("a@b\r\nBcc: x@example.org", "x" * 250 + "@example.org", "😀@example.org", LONG),
    "url": ("javascript:alert(1)", "https://[::1", "https://\u202e.example.org/" + "x" * 600),
}
TEXT = ("", LONG, "😀👩‍👩‍👧‍👦" * 10, "\u202eerhi\u202c", SCRIPT, "\r\n.\r\n", "\ud7ff\uffff\ufdd0")
NUMBER = ("-1", str(2**31), str(2**63), "9" * 5000, "1e400", "nan", "²")
NUMERIC = {"yes", "no", "abstentions", "minutes", "objection_days", "minutes_days"}


def plausible(form: PageForm) -> Pairs:
    """As a person fills it in: what stands there stays, the rest gets something sensible."""
    sent: dict[str, str] = {}
    for control in form.controls:
        if control.name in {"", "_csrf_token"} or control.kind in {"file", "submit"}:
            continue
        if control.kind in {"radio", "checkbox"}:
            sent.setdefault(control.name, control.value)
        else:
            sent[control.name] = control.value or usual(control)
    if sent.get("person_id") and sent.get("traeger_id") and "title" in sent:
        sent["traeger_id"] = ""
    return list(sent.items())


def usual(control: Control) -> str:
    if control.kind == "select":
        return next((value for value in control.options if value), "")
    by_kind = {
        "date": str(today() + timedelta(days=7)), "email": f"{uuid4().hex[:8]}@example.org",
        "url": "https://konferenz.example.org/raum", "hidden": "",
    }  # fmt: skip
    by_name = {
        "begins": "10:00", "ends": "12:00", "yes": "3", "no": "1", "abstentions": "0", "minutes": "10",
        "objection_days": "14", "minutes_days": "3", "id": str(uuid4()), "code": "2222-2222",
        "line": "Carla Cordes – Räume zählen – 01.12.2027",
    }  # fmt: skip
    return by_name.get(control.name) or by_kind.get(control.kind, "Ein Satz")


def for_control(control: Control, at: int) -> tuple[str, ...]:
    """Two or three; `at` counts the fields, so that every value meets some field."""
    number = control.kind == "text" and control.name in NUMERIC
    values = (*EVERYWHERE, *(NUMBER if number else BY_KIND.get(control.kind, TEXT)))
    blank = (" ",) if control.kind == "select" else ()
    return (*blank, *(values[(at + step) % len(values)] for step in (0, 4)))
