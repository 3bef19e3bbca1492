import asyncio
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, RuleViolation, StaleVersion
from app.people.access import check_any_office, check_office
from app.reading.result import Unreadable
from app.vorlagen import queries
from app.vorlagen.forms.change import ResultForm, StandingForm
from app.vorlagen.forms.confirm import ConfirmForm, prefilled
from app.vorlagen.forms.read import ReadForm, read, source_of
from app.vorlagen.operations import changes, imports
from app.vorlagen.rules.committees import Committee, doubts
from app.vorlagen.rules.source import Source
from app.web.forms import form_data, optional_uuid, with_empty
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
AREA = "vorlagen"
