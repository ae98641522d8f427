"""A tab of several sections side by side (call log, call lists, promises …): each a tab of its own, made when first
shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.detail import Detail
from fmcrm_desktop.ui.kit.listing import List
from fmcrm_desktop.ui.kit.tab import Place, Tab, print_shown


@dataclass(frozen=True)
class Section:
    """A section before it is shown; ``title`` is marked, the class a Tab. Who lacks the ``right`` does not see it."""

    name: str
    title: str
    module: str
    class_name: str
    right: str = ""


class SectionBar(QTabBar):
    """The names of the sections; where they have no room, arrows lead to those that are not seen."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setUsesScrollButtons(sum(self.tabRect(at).width() for at in range(self.count())) > self.width())


class SectionsTab(Tab):
    """Subclass: set ``name``, ``title`` and ``sections``. List and detail are those of the section shown, so that
    the keys of the desk find them."""

    sections: tuple[Section, ...] = ()

    def build(self) -> None:
        self.parts: dict[str, Tab] = {}
        self.bar = SectionBar()
        self.bar.setProperty("kind", "sections")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)  # or the section shown, being bold, is cut by their arrows
        self.bar.setAccessibleName(self.words(N_("Sections")))
        self.stack = QStackedWidget()
        who = self.office.who
        self.sections = tuple(
            one for one in self.sections if not one.right or who is None or who.may(one.right)
        )
        for section in self.sections:
            self.bar.addTab(self.words(section.title))
        strip = QFrame()
        strip.setProperty("kind", "bar")
        beside = QHBoxLayout(strip)
        beside.setContentsMargins(0, 0, 0, 0)
        # The whole width: the bold name of the section shown needs more than the layout was told at first.
        beside.addWidget(self.bar, 1)
        self.body.addWidget(strip)
        strip.setHidden(len(self.sections) == 1)
        self.body.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._show)

    # what the desk asks for

    @property
    def part(self) -> Tab | None:
        found = self.stack.currentWidget() if hasattr(self, "stack") else None
        return found if isinstance(found, Tab) else None

    @property
    def section_shown(self) -> str:
        """The name of the section in sight."""
        at = self.bar.currentIndex()
        return self.sections[at].name if 0 <= at < len(self.sections) else ""

    @property
    def list(self) -> List | None:
        return self.part.list if self.part is not None else None

    @list.setter
    def list(self, _list: List | None) -> None:
        """A tab of sections has no list of its own."""

    @property
    def detail(self) -> Detail:
        return self.part.detail if self.part is not None else self._detail

    @detail.setter
    def detail(self, detail: Detail) -> None:
        self._detail = detail
        detail.setParent(self)
        detail.hide()

    @property
    def quiet(self) -> bool:
        return all(part.quiet for part in self.parts.values())

    def reload(self) -> None:
        if self.part is not None:
            self.part.reload()

    def print_page(self) -> None:
        if self.part is not None:
            print_shown(self.part)

    def unsaved(self) -> bool:
        name = next((name for name, part in self.parts.items() if part.unsaved()), "")
        if name:
            self.show_section(name)
        return bool(name)

    # sections

    def section(self, name: str) -> Tab:
        """The section, made when it is first asked for."""
        if name not in self.parts:
            entry = next(one for one in self.sections if one.name == name)
            made: Tab = getattr(importlib.import_module(entry.module), entry.class_name)(
                self.office, self.stack
            )
            made.counts.connect(lambda text, made=made: made is self.part and self.counts.emit(text))
            self.parts[name] = made
            self.stack.addWidget(made)
        return self.parts[name]

    def show_section(self, name: str) -> Tab:
        at = next((at for at, one in enumerate(self.sections) if one.name == name), 0)
        if self.bar.currentIndex() != at:
            self.bar.setCurrentIndex(at)
        else:
            self._show(at)
        return self.section(self.sections[at].name)

    def _show(self, at: int) -> None:
        name = self.sections[at].name
        part = self.section(name)
        self.stack.setCurrentWidget(part)
        memory.put(f"section/{self.name}", name)
        self.counts.emit(part.counted)
        if self.isVisible():
            part.shown()

    def shown(self) -> None:
        part = self.part or self.show_section(memory.get(f"section/{self.name}", self.sections[0].name))
        part.shown()

    # ways

    def section_of(self, link: Link) -> str:
        """Which section follows a link that names none; the first, unless the subclass knows better."""
        return self.sections[0].name

    def open(self, link: Link) -> None:
        self.show_section(link.section or self.section_of(link)).open(link)

    def place(self) -> Place:
        part = self.part
        return Place(
            parts={name: each.place() for name, each in self.parts.items()}, part=part.name if part else ""
        )

    def restore(self, place: Place) -> None:
        for name, each in place.parts.items():
            self.section(name).restore(each)
        if place.part:
            self.show_section(place.part)
