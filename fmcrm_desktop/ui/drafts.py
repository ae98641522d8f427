"""What is typed and not saved lies in a file of its owner's alone, so that it comes back after the program was killed.

The file is there only while something is unsaved, beside the window's settings, for one office, person and process.
Secret fields (identity numbers) are never in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.leftovers import alive
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.covering import AWAY
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import Left, key_of, left_in
from fmcrm_desktop.ui.kit.sections import SectionsTab
from fmcrm_desktop.ui.kit.tab import Place, Tab
from fmcrm_desktop.ui.memo_line import MemoLine

if TYPE_CHECKING:
    from fmcrm_desktop.ui.desk import Desk

EVERY = 2_000
"""Milliseconds: what was typed in the last moments before the power went may be lost."""
LAID_OUT = 300
"""Milliseconds until the desk stands on the screen."""
LEFT = ""
"""Beside the names of the tabs: what waits until its form is opened again."""
BACK = N_("What was typed when the program was interrupted is back.")
WAITS = N_("What was typed in “{form}” and not saved is kept: it is there when you open it again.")
TEXTS: dict[str, Any] = {
    "datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat, "Decimal": Decimal,
}  # fmt: skip
"""How what is no plain value of JSON is read again from its text, by the name of its type."""


class Unwritable(TypeError):
    """A value that cannot be kept as text."""


class Drafts(QObject):
    """Looks every two seconds at the tabs of a desk and writes down what is new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        key = f"{desk.opened.name}\n{desk.who.staff_id}"
        self._stem = "draft-" + hashlib.sha256(key.encode()).hexdigest()[:16]
        self._file = places.config_dir() / f"{self._stem}-{os.getpid()}.json"
        self._kept: str | None = None
        self._over = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        if not desk.opened.read_only:
            self._timer.start(EVERY)
            # What was kept must not come back: not in two seconds but as soon as the form knows of it.
            desk.office.saved.connect(self._soon)

    def _look(self) -> None:
        if self._desk.office.quiet:  # else a form that is to come back may not be there yet
            self.keep()

    def keep(self) -> None:
        """Write what is typed and not saved; without such a thing there is no file."""
        if self._over:
            return
        typed: dict[str, Any] = {
            name: draft for name, tab in self._desk.tabs.items() if (draft := draft_of(tab)) is not None
        }
        if left := self.left():
            typed[LEFT] = left
        told = json.dumps(written(typed)) if typed else ""
        if told != self._kept:
            self._kept = told
            _write(self._file, told)
        elif told:
            with contextlib.suppress(OSError):
                os.utime(self._file)  # until when somebody was at it

    def left(self) -> dict[str, Left]:
        """What waits until its form is opened again, and what is typed in forms that only the person opens."""
        found: dict[str, Left] = dict(self._desk.office.left)
        for tab in self._desk.findChildren(Tab):
            form = tab.detail.form if not isinstance(tab, SectionsTab) else None
            if form is not None and tab.detail.again is None and form.dirty:
                found[key_of(form)] = replace(left_in(form), where=_where(tab))
        for dialog in self._desk.findChildren(QDialog):
            open = dialog.isVisible() or dialog.property(AWAY)
            said = dialog.left() if open and isinstance(dialog, FormDialog | MemoLine) else None
            if said is not None:
                found[said[0]] = replace(said[1], where=_where(dialog))
        return found

    def set_aside(self) -> None:
        """Somebody else goes on at this desk: what is typed waits until its person signs in again."""
        self.keep()
        self._over = True
        self._timer.stop()
        with contextlib.suppress(FileNotFoundError):
            self._file.replace(self._file.with_name(f"{self._stem}-aside{os.getpid()}.json"))

    def _soon(self, _done: object) -> None:
        QTimer.singleShot(0, self, self.keep)

    def end(self) -> None:
        """Everything was saved or let go: nothing is kept."""
        self._over = True
        self._timer.stop()
        self._file.unlink(missing_ok=True)

    def bring_back(self) -> None:
        """Open the forms again that were unsaved when a process of this person in this office was killed."""
        until, told = (0.0, "") if self._desk.opened.read_only else self._left()
        if told:
            self._desk.office.cut_off = datetime.fromtimestamp(until, UTC)
        try:
            found = json.loads(told) if told else None
            left = dict(found["d"]) if found else {}
        except (ValueError, KeyError, TypeError):
            return
        waiting = _waiting(left.pop(LEFT, None))
        self._desk.office.left.update(waiting)
        back = ""
        for name, draft in left.items():
            tab = self._desk.tab(name)  # its module is loaded by this: what it wrote can be read
            if tab is not None and _reopen(tab, draft):
                back = back or name
        office, told = self._desk.office, ""
        if back:
            self._desk.show_tab(back)
        elif waiting:
            last = list(waiting.values())[-1]
            if last.where is not None:
                self._desk.go(last.where)
            told = office.words(WAITS, form=last.title)
        if back or told:
            # once the desk has its size: the bar finds its place by it
            QTimer.singleShot(LAID_OUT, self, lambda: self._tell(told))

    def _tell(self, told: str) -> None:
        """Say what waits, and the keyboard to what came back: a form opened behind another tab could not take it. A
        form says itself that it is back; of what is none, as the sheets of a survey, it is said here."""
        office = self._desk.office
        form = self._desk.present.detail.form if self._desk.present is not None else None
        if form is None and not told and not office.quiet:
            QTimer.singleShot(LAID_OUT, self, lambda: self._tell(told))
            return
        if form is None or told:
            office.say(told or office.words(BACK))
        focus: QWidget | None = self._desk.window().focusWidget()
        if form is not None and (focus is None or not form.isAncestorOf(focus)):
            form.begin()

    def _left(self) -> tuple[float, str]:
        """The newest file that a process has left which is no more, and when that was there last; all of them are
        taken away."""
        # Whoever has opened an office that is a file is the only one: Windows does not tell who lives.
        alone = self._desk.opened.path is not None
        found: list[tuple[float, str]] = []
        for each in places.config_dir().glob(f"{self._stem}-*.json"):
            number = re.fullmatch(r".*-(aside)?(\d+)\.json", each.name)
            mine = each == self._file
            if number is not None and not mine and (alone or number[1] or not alive(int(number[2]))):
                with contextlib.suppress(OSError, ValueError):
                    found.append((each.stat().st_mtime, each.read_text(encoding="utf-8")))
                    each.unlink()
        return max(found, default=(0.0, ""))


def draft_of(tab: Tab) -> Place | None:
    """The unsaved form of a tab, or of its sections, with what opens it again; None where there is none."""
    if isinstance(tab, SectionsTab):
        parts = {name: draft for name, part in tab.parts.items() if (draft := draft_of(part)) is not None}
        return Place(parts=parts, part=next(iter(parts))) if parts else None
    again = tab.detail.again
    if again is None or not (typed := tab.detail.changed()):
        return None
    return Place(tab.id, again=again, typed=typed)


def _reopen(tab: Tab, draft: object) -> bool:
    """Open the form and put what was typed over what is stored by now."""
    try:
        place = read(draft)
    except (Unwritable, ValueError, KeyError, TypeError, AttributeError):
        return False
    if not isinstance(place, Place):
        return False
    _go(tab, place)
    return True


def _go(tab: Tab, place: Place) -> None:
    if isinstance(tab, SectionsTab):
        for name, part in place.parts.items():
            tab.show_section(name)
            _go(tab.section(name), part)
    elif place.again is not None and place.again[0].isidentifier() and not place.again[0].startswith("_"):
        if place.id:
            tab.show_id(place.id)
        tab.detail.reopen(place.again, place.typed or {}, True)


def _where(part: QWidget) -> Link | None:
    """The record that is shown where a form was opened."""
    tabs: list[Tab] = []
    above: QWidget | None = part
    while above is not None:
        if isinstance(above, Tab):
            tabs.append(above)
        above = above.parentWidget()
    if not tabs:
        return None
    return Link(tabs[-1].name, tabs[0].id or None, section=tabs[0].name if len(tabs) > 1 else "")


def _waiting(told: object) -> dict[str, Left]:
    try:
        found = read(told)
    except (Unwritable, ValueError, KeyError, TypeError, AttributeError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: left for key, left in found.items() if isinstance(left, Left) and isinstance(left.typed, dict)
    }


def _write(path: Path, text: str) -> None:
    """The whole text or none, readable by its owner alone; a full disk leaves what was there."""
    half = path.with_suffix(".new")
    with contextlib.suppress(OSError):
        if not text:
            path.unlink(missing_ok=True)
            return
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        half.write_text(text, encoding="utf-8")
        half.replace(path)


def written(value: Any) -> Any:
    """A value of a form as JSON can hold it. What cannot be written is left out of what holds it; raises Unwritable."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return {"t" if isinstance(value, tuple) else "l": [written(each) for each in value]}
    if isinstance(value, Mapping):
        return {"d": [[written(name), said] for name, each in value.items() for said in _tried(each)]}
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        inside = {each.name: written(getattr(value, each.name)) for each in fields(value) if each.init}
        return {"c": f"{kind.__module__}:{kind.__qualname__}", "f": inside}
    if type(value).__name__ in TEXTS:
        return {type(value).__name__: value.isoformat() if hasattr(value, "isoformat") else str(value)}
    raise Unwritable(type(value).__name__)


def _tried(value: Any) -> list[Any]:
    try:
        return [written(value)]
    except Unwritable:
        return []


def read(told: Any) -> Any:
    """The value again. Of classes only those dataclasses of the program are made that are loaded already; raises
    Unwritable, ValueError, KeyError, TypeError or AttributeError for what ``written`` did not write."""
    if not isinstance(told, dict):
        return told
    if "t" in told or "l" in told:
        return tuple(map(read, told["t"])) if "t" in told else [read(each) for each in told["l"]]
    if "d" in told:
        return {read(name): read(each) for name, each in told["d"]}
    if "c" in told:
        module, _, name = told["c"].partition(":")
        kind = getattr(sys.modules[module], name) if module.startswith("fmcrm_desktop.") else None
        if not isinstance(kind, type) or not is_dataclass(kind):
            raise Unwritable(name)
        return kind(**{each: read(inside) for each, inside in told["f"].items()})
    [(name, text)] = told.items()
    return TEXTS[name](text)
