"""A tab that is opened asks nothing long for the first time: it was asked beforehand, as the tab asks it."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine.interfaces import CacheStats

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services.rehearsal import rehearse
from tests.ui.at_work import desk_of, settle

LONG = 1_200
"""Characters from which making a statement is felt."""
PLACES = (
    ("today", ""), ("owners", ""), ("calendar", ""), ("complaints", "register"), ("complaints", "actions"),
    ("prospects", ""), ("agreements", ""), ("articles", ""), ("quality", "measures"), ("quality", "gaps"),
    ("quality", "plans"), ("quality", "points"),
)  # fmt: skip


def test_no_tab_waits_for_a_long_statement_to_be_made(window, qtbot):
    office = window.opened.office
    rehearse(office, lambda: True)
    made: list[str] = []

    def note(_connection, _cursor, statement, _values, context, _many):
        if context.cache_hit is CacheStats.CACHE_MISS and len(statement) > LONG:
            made.append(statement)

    engine = office.store.readers
    event.listen(engine, "before_cursor_execute", note)
    for tab, section in PLACES:
        desk_of(window).go(Link(tab, section=section))
        settle(window, qtbot)
        assert [(tab, section, statement[:300]) for statement in made] == []


def test_rehearsing_ends_as_soon_as_somebody_waits(office):
    asked: list[str] = []
    ask = office.ask
    office.ask = lambda case, *values: asked.append(case.__name__) or ask(case, *values)
    rehearse(office, lambda: len(asked) < 3)
    assert len(asked) == 3
