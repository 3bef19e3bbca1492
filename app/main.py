"""The application: the only place that mounts routes."""

import gc
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
from app.agenda import routes as agenda
from app.api import routes as api
from app.api.queries.keys import actor_of_key
from app.attachments import routes as attachments
from app.boards import routes as boards
from app.composition import routes as composition
from app.control import routes as control
from app.core import db, log
from app.core.settings import settings
from app.digest import routes as digest
from app.duplicates import routes as duplicates
from app.feeds import routes as feeds
from app.groups import routes as groups
from app.handover import routes as handover
from app.importers import routes as importers
from app.invitations import routes as invitations
from app.mandates import routes as mandates
from app.meetings import routes as meetings
from app.minutes import listening
from app.minutes import routes as minutes
from app.notifications import routes as notifications
from app.oparl import routes as oparl
from app.outbox import routes as outbox
from app.overview import routes as overview
from app.people import routes as people
from app.planning import routes as planning
from app.polls import routes as polls
from app.privacy import routes as privacy
from app.redaction import routes as redaction
from app.register import routes as register
from app.replies import routes as replies
from app.reports import routes as reports
from app.rosters import routes as rosters
from app.search import routes as search
from app.series import routes as series
from app.succession import routes as succession
from app.tasks import routes as tasks
from app.textblocks import routes as textblocks
from app.vorlagen import routes as vorlagen
from app.web import health
from app.web.assets import FOLDERS, static_path
from app.web.csrf import check_csrf
from app.web.errors import EXCEPTION_HANDLERS
from app.web.headers import security_headers
from app.web.sessions import around_the_router, provide_actor, signed_in
from app.webhooks import routes as webhooks

MOUNTED = (
    health, accounts, agenda, api, attachments, boards, composition, control, digest,
    duplicates, feeds, groups, handover, importers, invitations, mandates, meetings, minutes,
    notifications, oparl, outbox, overview, people, planning, polls, privacy, redaction,
    register, replies, reports, rosters, search, series, succession, tasks, textblocks,
    vorlagen, webhooks,
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
        # One router for all: quicker to start.
        route_handlers=[Router("/", route_handlers=ROUTES), _static_files()],
        lifespan=[
            *([database_pool] if with_pool else []),
            *([worker.beside_the_web] if with_worker else []),
            listening.ending_at_once,
        ],
        middleware=[signed_in],
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


def create_settled_app() -> Litestar:
    """What lives as long as the process is not looked through for garbage again and again.

    That took a tenth of a second each time, in which no page was answered.
    """
    app = create_app()
    gc.collect()
    gc.freeze()
    return app


def _static_files() -> ControllerRouterHandler:
    return create_static_files_router(
        path=static_path(),
        directories=list(FOLDERS),
        cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
        opt={"public": True},
    )
