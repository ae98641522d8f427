"""Narrowing: inside it, whatever is read of a table is narrowed by the same criteria, in every statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from fmcrm_desktop.store.work import Work


@contextmanager
def narrowed(work: Work, *limits: Any) -> Iterator[None]:
    """``limits`` are with_loader_criteria; also what is fetched by its id alone is then missing."""

    def narrow(asked: ORMExecuteState) -> None:
        if asked.is_select:
            asked.statement = asked.statement.options(*limits)

    work.limits = limits
    event.listen(work.session, "do_orm_execute", narrow)
    try:
        yield
    finally:
        event.remove(work.session, "do_orm_execute", narrow)
        work.limits = ()
