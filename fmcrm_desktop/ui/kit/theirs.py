"""What somebody else has kept of a record, taken into a form that is open here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.ui.kit.own_editor import OwnEditor

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.form import Form


def kept_by(form: Form, columns: Mapping[str, object], now: Any) -> dict[str, object]:
    """What somebody else has kept, where ``now`` is the form as it would be opened: its lists, and what it says in
    another way than the columns, if that is different from what was read."""
    read = {
        name: value
        for name, slot in form.slots.items()
        for value in (getattr(now, name),)
        if name in columns or slot.field.many or value != getattr(form.original, name)
    }
    return {**columns, **read, "version": now.version}


def take(form: Form, name: str, theirs: object) -> None:
    """Show theirs in a field."""
    know(form, name, theirs)
    form.slots[name].editor.set(theirs)


def know(form: Form, name: str, lines: object) -> None:
    """Lines of a list that somebody else has kept are known to the form from now on: which of them it does not show
    when it is saved over theirs is archived, as those that were there when it was opened; so are own fields."""
    slot = form.slots[name]
    if slot.made and slot.dirty and isinstance(slot.editor, OwnEditor) and isinstance(lines, tuple):
        slot.editor.know(lines)
    known = f"known_{name}" if hasattr(form.original, f"known_{name}") else "known"
    ids = [getattr(line, "id", None) for line in lines] if isinstance(lines, tuple) else []
    there = getattr(form.original, known, None)
    if there is None:  # such a list is kept as the form shows it
        return
    if more := [id for id in ids if id is not None and id not in there]:
        form.original = replace(form.original, **{known: (*there, *more)})
