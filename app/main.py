"""The application: the only place that mounts routes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from app import worker
from app.accounts import routes as accounts
from app.accounts.queries import actor_of_session
from app.agenda.routes import carrying as agenda_carrying
from app.agenda.routes import proposals as agenda_proposals
from app.api.queries.keys import actor_of_key
from app.api.routes import data as api_data
from app.api.routes import keys as api_keys
from app.attachments.routes import meetings as meeting_files
from app.attachments.routes import tasks as task_files
from app.boards.routes import (
    board,
)
from app.boards.routes import (
    files as board_files,
)
from app.boards.routes import (
    filters as task_filters,
)
from app.boards.routes import (
    lists as task_lists,
)
from app.boards.routes import (
    many as tasks_at_once,
)
from app.boards.routes import (
    month as task_month,
)
from app.composition.routes import overview as composition_overview
from app.composition.routes import rules as composition_rules
from app.composition.routes import seats as composition_seats
from app.control.routes import lists as control_lists
from app.control.routes import points as control_points
from app.control.routes import progress as control_progress
from app.core import db, log
from app.core.settings import settings
from app.digest.routes import committee as digest_committee
from app.digest.routes import leaving as digest_leaving
from app.digest.routes import own as digest_own
from app.duplicates import routes as duplicates
from app.feeds import routes as feeds
from app.groups.routes import groups
from app.groups.routes import members as group_members
from app.handover import routes as handover
from app.importers import routes as importers
from app.invitations.routes import cancelling as invitations_cancelling
from app.invitations.routes import changing as invitations_changing
from app.invitations.routes import joining as invitations_joining
from app.invitations.routes import leading as invitations_leading
from app.invitations.routes import links as invitation_links
from app.invitations.routes import pages as meeting_pages
from app.invitations.routes import papers as meeting_papers
from app.invitations.routes import sending as invitations_sending
from app.invitations.routes import series as invitations_series
from app.invitations.routes import series_answer
from app.mandates.routes import lists as mandate_lists
from app.mandates.routes import mandates
from app.mandates.routes import needless as mandate_needless
from app.mandates.routes import points as mandate_points
from app.mandates.routes import proposals as mandate_proposals
from app.meetings.routes import agenda as meetings_agenda
from app.meetings.routes import meetings
from app.minutes import listening
from app.minutes.routes import addenda as minutes_addenda
from app.minutes.routes import attendance as minutes_attendance
from app.minutes.routes import closing as minutes_closing
from app.minutes.routes import decisions as minutes_decisions
from app.minutes.routes import desk as minutes_desk
from app.minutes.routes import history as minutes_history
from app.minutes.routes import informations as minutes_informations
from app.minutes.routes import live as minutes_live
from app.minutes.routes import objections as minutes_objections
from app.minutes.routes import papers as minutes_papers
from app.minutes.routes import times as minutes_times
from app.minutes.routes import versions as minutes_versions
from app.minutes.routes import writing as minutes_writing
from app.notifications import routes as notifications
from app.oparl import routes as oparl
from app.outbox import routes as outbox
from app.overview.routes import handbook as overview_handbook
from app.overview.routes import pages as overview
from app.overview.routes import timeline as overview_timeline
from app.people.routes import addresses, affiliations, bodies, persons, regions, sets, traeger
from app.planning import routes as planning
from app.polls.routes import leading as polls_leading
from app.polls.routes import links as poll_links
from app.polls.routes import making as polls_making
from app.polls.routes import pages as poll_pages
from app.privacy import routes as privacy
from app.redaction import routes as redaction
from app.register import routes as register
from app.replies.routes import confirming as reply_links
from app.replies.routes import deciding as inbox_deciding
from app.replies.routes import inbox
from app.reports.routes import discarding as report_discarding
from app.reports.routes import editing as report_editing
from app.reports.routes import lists as report_lists
from app.reports.routes import papers as report_papers
from app.reports.routes import releasing as report_releasing
from app.reports.routes import versions as report_versions
from app.rosters.routes import exports as roster_exports
from app.rosters.routes import imports as roster_imports
from app.rosters.routes import uploading as roster_uploading
from app.search import routes as search
from app.series import routes as series
from app.succession.routes import ending as group_ending
from app.succession.routes import event as group_event
from app.succession.routes import handing_on as group_successor
from app.succession.routes import origin as group_origin
from app.succession.routes import renaming as group_renaming
from app.succession.routes import story as group_story
from app.tasks.routes import editing as task_editing
from app.tasks.routes import link as task_link
from app.tasks.routes import reports as task_reports
from app.tasks.routes import substeps as task_substeps
from app.textblocks import routes as textblocks
from app.vorlagen.routes import attachments as vorlage_attachments
from app.vorlagen.routes import changes as vorlage_changes
from app.vorlagen.routes import fassungen as vorlage_fassungen
from app.vorlagen.routes import importing as vorlage_importing
from app.vorlagen.routes import lists as vorlage_lists
from app.vorlagen.routes import pages as vorlage_pages
from app.vorlagen.routes import points as vorlage_points
from app.vorlagen.routes import sessions as committee_sessions
from app.vorlagen.routes import steps as vorlage_steps
from app.web import health
from app.web.assets import FOLDERS, static_path
from app.web.csrf import check_csrf
from app.web.errors import EXCEPTION_HANDLERS
from app.web.headers import security_headers
from app.web.sessions import around_the_router, failed_look_up, provide_actor, signed_in
from app.webhooks import routes as webhooks

MOUNTED = (
    health, accounts, meeting_files, task_files, composition_overview, composition_rules,
    composition_seats, control_lists, control_points, control_progress, digest_committee, digest_leaving, digest_own, feeds, groups, group_members, importers, mandates, mandate_lists, mandate_needless,
    mandate_points, mandate_proposals, meetings, meetings_agenda, agenda_carrying,
    agenda_proposals, series, planning, meeting_pages, meeting_papers,
    invitations_leading,
    invitation_links, invitations_changing, invitations_cancelling, invitations_series, invitations_sending,
    reply_links, roster_exports, roster_imports, roster_uploading, invitations_joining,
    minutes_closing, minutes_decisions, minutes_objections, minutes_addenda, minutes_papers,
    minutes_times, minutes_writing, minutes_live, minutes_versions, minutes_history, notifications, oparl, outbox, overview,
    series_answer,
    inbox, inbox_deciding, minutes_attendance,
    overview_handbook, overview_timeline, persons, addresses, affiliations, bodies, regions, sets, traeger, task_editing, task_link, task_reports,
    task_substeps, task_lists, board, board_files, task_filters, task_month, tasks_at_once,
    vorlage_attachments, vorlage_changes, vorlage_fassungen, vorlage_importing, vorlage_lists,
    vorlage_pages, vorlage_points, vorlage_steps, committee_sessions, group_ending, group_event,
    group_successor, group_origin, group_renaming, group_story, duplicates, handover, privacy,
    polls_making, poll_pages, polls_leading, poll_links, register, redaction, search, textblocks,
    minutes_desk, minutes_informations, api_data, api_keys, webhooks,
    report_discarding, report_editing, report_lists, report_papers, report_releasing, report_versions,
)  # fmt: skip
ROUTES: list[ControllerRouterHandler] = [route for module in MOUNTED for route in module.ROUTES]
MAX_BODY = 12 * 1024 * 1024  # bytes


@asynccontextmanager
async def database_pool(_app: Litestar) -> AsyncIterator[None]:
    await db.start_pool(settings().pool_size)
    try:
        yield
    finally:
        await db.close_pool()


class Spurwerk(Litestar):
    """Without Litestar's plugins for pydantic and attrs, which nothing here uses: 8 MB in each process."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def create_app(*, with_worker: bool = True, with_pool: bool = True) -> Litestar:
    log.configure()
    app = Spurwerk(
        route_handlers=[
            Router("/", route_handlers=ROUTES),
            _static_files(),
        ],  # one: quicker to start
        lifespan=[
            *([database_pool] if with_pool else []),
            *([worker.beside_the_web] if with_worker else []),
            listening.ending_at_once,
        ],
        middleware=[failed_look_up],
        guards=[signed_in],
        before_request=check_csrf,
        before_send=[security_headers],
        dependencies={"actor": Provide(provide_actor, sync_to_thread=False)},
        exception_handlers=EXCEPTION_HANDLERS,
        request_max_body_size=MAX_BODY,
        openapi_config=None,
        logging_config=None,
    )
    app.asgi_handler = around_the_router(app.asgi_handler, actor_of_session, actor_of_key)
    return app


def _static_files() -> ControllerRouterHandler:
    return create_static_files_router(
        path=static_path(),
        directories=list(FOLDERS),
        cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
        opt={"public": True},
    )
