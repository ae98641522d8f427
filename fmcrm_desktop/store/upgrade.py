"""Bringing an office to today's schema: the only file that knows Alembic, imported when it is needed."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.engine import APPLICATION_ID, is_file, office_url, open_engine
from fmcrm_desktop.store.schema import VERSION


def found_version(office: str) -> int:
    """The schema version of an office that can be opened; 0 for an empty database."""
    engine = open_engine(office_url(office), writing=False)
    try:
        with engine.connect() as connection:
            return _version(connection)
    finally:
        engine.dispose()


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("alembic_version"):
        return 0
    said = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return int(said) if said else 0


def upgrade(office: str) -> int:
    """Run the migrations that are missing; gives how many schema versions it went up.

    Each migration is one transaction. On SQLite foreign keys are off while tables are rebuilt (the batch mode
    would delete the children of a rebuilt table) and all of them are checked before the commit.
    """
    url = office_url(office)
    engine = open_engine(url, writing=True)
    try:
        with engine.connect() as connection:
            if not is_file(url):
                _alone(connection)
            before = _version(connection)
            connection.rollback()
            if is_file(url):
                _foreign_keys(connection, on=False)
            run_missing(connection)
            connection.commit()
            if is_file(url):
                _finish_file(connection)
            connection.commit()
        if before:
            _find_more(engine)
    finally:
        engine.dispose()
    return VERSION - before


def _alone(connection: Connection) -> None:
    """Until it is closed no other desk upgrades this office: who comes second finds it done."""
    connection.exec_driver_sql("select pg_advisory_lock(hashtext('upgrade'))")
    connection.commit()


def run_missing(connection: Connection) -> None:
    """Run the migrations that are missing; inside the caller's transaction where one has begun (no file: see above)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(places.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _find_more(engine: Engine) -> None:
    """What the new program finds and the old one did not gets its search documents, once."""
    from sqlalchemy.orm import Session

    from fmcrm_desktop.store import documents

    with Session(engine) as session, session.begin():
        documents.complete(session)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Outside any transaction, where alone SQLite listens to this."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _finish_file(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise Unreadable(
            N_("The upgrade found records that point nowhere. Restore the backup made before it.")
        )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    connection.exec_driver_sql("ANALYZE")
    connection.commit()
    _foreign_keys(connection, on=True)
