from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.people.tables import Person


class LoginRequest(Table):
    """One asked-for login. Unknown addresses get a row too, so that timing and limits are alike."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=True)
    address_hash = Bytea(index=True, help_text="keyed hash of the typed address")
    network_hash = Bytea(index=True, help_text="keyed hash of IPv4 or /64")
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256")
    code_hash = Varchar(length=120, help_text="argon2id")
    browser_hash = Varchar(length=64, default="", help_text="SHA-256 of the pending cookie")
    tries = Integer(default=0)
    created_at = Timestamptz(default=TimestamptzNow(), index=True)
    expires_at = Timestamptz(default=None)
    link_used_at = Timestamptz(null=True, default=None)
    code_used_at = Timestamptz(null=True, default=None, help_text="a scanner may use up the link")


class Session(Table, tablename="login_session"):
    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256 of the cookie")
    created_at = Timestamptz(default=TimestamptzNow())
    last_used_at = Timestamptz(default=TimestamptzNow())
    expires_at = Timestamptz(default=None, help_text="absolute: 12 h, or 30 d on an own device")
