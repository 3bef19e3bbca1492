"""Piccolo's entry: the engine and the one app."""

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

from app.core.postgres import EmbeddedPostgres
from app.core.settings import settings

DSN = settings().database_url or EmbeddedPostgres(settings().data_dir / "postgres").dsn

# Our statements name their tables in a good order. To try every order of twelve tables takes ten
# times as long as the answer, compiling it longer still, and planning it anew for the first five
# times on each connection three times as long.
PLANNING = {
    "join_collapse_limit": "4",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}

# extensions=(): Piccolo would otherwise create uuid-ossp, which needs a superuser
DB = PostgresEngine(config={"dsn": DSN, "server_settings": PLANNING}, extensions=())
APP_REGISTRY = AppRegistry(apps=["app.piccolo_app"])
