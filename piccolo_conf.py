"""Piccolo's entry: the engine and the one app."""

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

from app.core.postgres import EmbeddedPostgres
from app.core.settings import settings

DSN = settings().database_url or EmbeddedPostgres(settings().data_dir / "postgres").dsn

# extensions=(): Piccolo would otherwise create uuid-ossp, which needs a superuser
DB = PostgresEngine(config={"dsn": DSN}, extensions=())
APP_REGISTRY = AppRegistry(apps=["app.piccolo_app"])
