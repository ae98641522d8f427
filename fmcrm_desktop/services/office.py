"""The one door: ``ask`` a question, ``do`` a deed. Rights, transaction, audit and news happen here, once."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from fmcrm_desktop.model.refusal import Met, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import sight, signing, undoing
from fmcrm_desktop.services.cases import CASES, FREE, Case, P, T, name_of, needs
from fmcrm_desktop.services.in_doubt import Doubts, Given, KeptBefore, Unsure
from fmcrm_desktop.store import trail
from fmcrm_desktop.store.server_trouble import HELD
from fmcrm_desktop.store.store import Store
from fmcrm_desktop.store.work import Work

__all__ = ["CASES", "FREE", "NOBODY", "UPKEEP", "Done", "Office", "name_of", "needs"]

log = logging.getLogger(__name__)
MET_AGAIN = 5
"""So often a deed that met another in the same instant is begun anew."""

NOBODY = Who(None, "", "")
"""Before signing in."""
UPKEEP = Who(None, "FMCRM", "manager")
"""The office itself: founding, upgrades, the demo."""


@dataclass(frozen=True)
class Done(Generic[T]):
    """A deed that is kept: what the case gave back, the records touched by table, and the deed's number
    (None when nothing changed), by which it can be undone."""

    result: T
    touched: Mapping[str, set[int]] = field(default_factory=dict)
    deed: int | None = None


class Office:
    """An office somebody works in. Threads may ask at the same time; deeds wait for each other."""

    def __init__(self, store: Store, who: Who = NOBODY) -> None:
        self.store = store
        self.who = who
        self.changed: list[Callable[[Mapping[str, set[int]]], None]] = []
        self.elsewhere: list[Callable[[Mapping[str, set[int]]], None]] = []
        """Who hears what other desks keep: tables without ids, on a thread of its own."""
        self._doubts = Doubts(store)

    def may(self, case: Callable[..., Any]) -> bool:
        """Whether the person signed in has the case's right."""
        right = getattr(case, "right", None)
        return right is not None and (right == FREE or self.who.may(right))

    def ask(self, case: Case[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a question from one moment of the office; nothing can change in it."""
        self._allow(case)
        with self.store.reading(self.who, name_of(case)) as work, sight.narrowed(work):
            return case(work, *args, **kwargs)

    def do(self, case: Case[P, T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        """Do a deed: all of it is kept and signed, or nothing is.

        Where another desk kept the same record between this deed's reading and its writing, the database only says
        that it was another's: begun anew, the case sees that record and tells both versions, or goes on from it. So
        it is where the two waited for each other.
        """
        self._allow(case)
        return self._deed(None, case, *args, **kwargs)

    def undo(self, deed: int) -> Done[int]:
        """Take a deed back as a new deed. Raises Refusal when something has moved on since."""
        self._allow(undoing.undo)
        return self._deed(deed, undoing.undo, deed)

    def sign_in(self, login: str, password: str) -> signing.SignedIn:
        """Let somebody in, or raise the Refusal after the failure has been kept."""
        # Opened for reading only there is nowhere to keep a failure; whoever is in the other window keeps theirs.
        if self.store.read_only:
            answer = self.ask(signing.attempt, login, password)
        else:
            answer = self.do(signing.attempt, login, password).result
        if isinstance(answer, Refusal):
            log.warning("refused to sign somebody in")
            raise answer
        self.who = answer.who
        return answer

    def change_password(self, old: str, new: str) -> None:
        """Change one's own password; after a first password all rights come with it."""
        self.who = self.do(signing.change_own, old, new).result

    def sign_out(self) -> None:
        self.who = NOBODY

    def listen(self) -> None:
        """From now on what other desks keep is told."""
        self.store.listen(lambda touched: _tell(self.elsewhere, touched))

    def close(self) -> None:
        self.store.close()

    def _deed(self, undoes: int | None, case: Case[P, T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        """The deed, begun anew from what it was given where it met another in the same instant. What can be walked
        only once (the rows of an import) cannot be given again."""
        given = None if self.store.is_file else Given.of(case, self.who, args, kwargs)
        for left in reversed(range(MET_AGAIN + 1)):
            try:
                return self._once(undoes, given, case, *args, **kwargs)
            except (Stale, Met) as met:
                if not left or isinstance(met, Stale) and met.table:
                    raise
                if given is not None and given.told is None:
                    raise Met(HELD) from met
                if given is not None:
                    args, kwargs = copy.deepcopy(given.told)
        raise AssertionError("unreachable")

    def _once(
        self, undoes: int | None, given: Given | None, case: Case[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> Done[T]:
        try:
            done: Done[T] | None = self._doubts.answer(given) if given is not None else None
        except KeptBefore as kept:
            _tell(self.changed, kept.done.touched)
            raise
        if done is None:
            try:
                with self.store.writing(self.who, name_of(case), undoes) as work, sight.narrowed(work):
                    result = case(work, *args, **kwargs)
            except Unsure as unsure:
                assert given is not None
                self._doubts.add(given, unsure, _done(result, work))
                raise
            done = _done(result, work)
        _tell(self.changed, done.touched)
        return done

    def _allow(self, case: Callable[..., Any]) -> None:
        if self.may(case):
            return
        right = getattr(case, "right", None)
        log.warning("refused %s to role %s", name_of(case), self.who.role or "nobody")
        raise NotAllowed(right or "")


def _done(result: T, work: Work) -> Done[T]:
    return Done(result, trail.touched(work.session), work.session.info.get("deed"))


def _tell(those: Sequence[Callable[[Mapping[str, set[int]]], None]], touched: Mapping[str, set[int]]) -> None:
    for tell in list(those) if touched else ():
        tell(touched)
