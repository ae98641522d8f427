"""Old calls and prospects erased on PostgreSQL: plain psycopg plants the marks and looks for them in every column."""

from __future__ import annotations

import psycopg
from psycopg import sql

from fmcrm_desktop.services import calls, privacy
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from tests.conftest import NOW
from tests.services.prospecting import enter


def everything(address: str) -> str:
    """All that any table says, as one text."""
    with psycopg.connect(address) as plain:
        tables = plain.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        found = [
            str(plain.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(name))).fetchall())
            for (name,) in tables
        ]
    return "\n".join(found).lower()


def test_what_is_older_is_gone_from_every_table_and_what_is_younger_stays(postgres_url: str) -> None:
    office = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    office.store.clock = lambda: NOW
    old = office.do(
        calls.log, CallForm(number="0755 4001 4001", topic="MARKOLDTOPIC", notes="MARKOLDNOTES")
    ).result.id
    office.do(calls.log, CallForm(number="0755 4002 4002", topic="MARKNEWTOPIC", notes="MARKNEWNOTES"))
    lead = enter(office, "Markoldlead", phone="13700009137")
    with psycopg.connect(postgres_url) as plain:
        plain.execute("update call set started = '2021-01-05' where id = %s", [old])
        plain.execute("update lead set entered = '2021-01-05' where id = %s", [lead])
        plain.execute("update lead_step set moment = '2021-01-05' where lead_id = %s", [lead])
    before = everything(postgres_url)
    assert all(
        mark in before for mark in ("markoldtopic", "markoldnotes", "markoldlead", "13700009137", "40014001")
    )
    office.do(privacy.keep_retention, privacy.RetentionForm(calls=24, prospects=12))
    found = office.ask(privacy.old)
    assert (found.calls, found.prospects) == (1, 1)
    privacy.erase_all_old(office)
    left = everything(postgres_url)
    marks = ("markold", "13700009137", "40014001", "0755 4001")
    assert [mark for mark in marks if mark in left] == []
    assert "marknewnotes" in left and "0755 4002" in left
    found = office.ask(privacy.old)
    assert (found.calls, found.prospects) == (0, 0)
    office.close()
