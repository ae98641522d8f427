"""Categories and staff that rows name: learnt once, new categories made."""

from __future__ import annotations

from sqlalchemy import select

from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import categories
from fmcrm_desktop.services.imports.sink import Sink


class Categories:
    """The office's categories of one subject by code and by name in either language."""

    def __init__(self, sink: Sink, subject: str) -> None:
        self.sink, self.subject = sink, subject
        self._ids: dict[str, int] = {}
        self._away: set[int] = set()
        for row in sorted(categories.listed(sink.work, subject, archived=True), key=lambda row: row.archived):
            if row.archived:
                self._away.add(row.id)
            for word in (row.code, row.name, row.other_name):
                if word:
                    self._ids.setdefault(word.casefold(), row.id)

    def find(self, said: str) -> int | None:
        """The category of a word, made when it is new; None for nothing said."""
        key = said.casefold()
        if not key:
            return None
        if key not in self._ids:
            made = None if self.sink.dry else categories.find_or_add(self.sink.work, self.subject, said)
            self._ids[key] = made if made is not None else -len(self._ids) - 1
        elif self._ids[key] in self._away and not self.sink.dry:
            self._away.discard(self._ids[key])
            categories.bring_back(self.sink.work, self._ids[key])
        return self._ids[key]


class Staffers:
    """The staff by name in either script; nobody is made, for staff have roles and rights."""

    def __init__(self, sink: Sink) -> None:
        self._ids: dict[str, int] = {}
        columns = (
            select(Staff.id, Staff.name, Staff.other_name).where(Staff.archived.is_(None)).order_by(Staff.id)
        )
        for id, name, other in sink.work.rows(columns):
            for each in (name, other):
                if each:
                    self._ids.setdefault(each.casefold(), id)

    def find(self, name: str) -> int | None:
        return self._ids.get(name.casefold())
