"""What a person can mend: a refusal carries a marked text and its values, never a finished sentence."""

from __future__ import annotations

from collections.abc import Mapping

from fmcrm_desktop.model.words import N_


class Refusal(Exception):
    """Something the person can put right. ``text`` is marked and untranslated; ``values`` fill its braces."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, object] = values
        super().__init__(text)

    def __str__(self) -> str:
        return self.text.format(**self.values)


class Invalid(Refusal):
    """A form with fields that cannot be saved; ``fields`` maps field name to the marked sentence."""

    def __init__(self, **fields: str | Refusal) -> None:
        self.fields: dict[str, Refusal] = {
            name: text if isinstance(text, Refusal) else Refusal(text) for name, text in fields.items()
        }
        first = next(iter(self.fields.values()))
        super().__init__(first.text, **first.values)


class Stale(Refusal):
    """Somebody else saved the record since the clerk read it; ``theirs`` holds what is stored now, ``who`` and
    ``time`` (finished text) tell whose deed that was, where it is known."""

    def __init__(
        self, table: str, id: int, theirs: Mapping[str, object], who: str = "", time: str = ""
    ) -> None:
        self.table, self.id, self.theirs = table, id, theirs
        if who and theirs.get("archived") is not None:
            gone = N_(
                "{who} put this away at {time}; it is in the archive. What you typed is still here: copy what must "
                "not be lost to where it belongs now."
            )
            super().__init__(gone, who=who, time=time)
        elif who:
            told = N_("{who} changed this at {time}. Compare and save again.")
            super().__init__(told, who=who, time=time)
        else:
            super().__init__(N_("Somebody else has changed this in the meantime. Compare and save again."))


class NotAllowed(Refusal):
    """The person signed in has no right to this; ``right`` is the missing one."""

    def __init__(self, right: str) -> None:
        self.right = right
        super().__init__(N_("Your role does not allow this. Ask the manager."))


class Missing(Refusal):
    """The record is not there (any more)."""

    def __init__(self, table: str, id: object) -> None:
        self.table, self.id = table, id
        super().__init__(N_("This record no longer exists."))


class InUse(Refusal):
    """The record cannot go while others need it."""


class Away(Refusal):
    """The office's server does not answer for now; what is said of it is no longer true once it does."""


class Met(Refusal):
    """What another desk does at the same moment and this deed were in each other's way; it was taken back whole."""


class Unreadable(Refusal):
    """A file that cannot be used as what it should be; the text names the way out."""
