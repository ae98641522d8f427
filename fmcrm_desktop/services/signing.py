"""Signing in and out, passwords, and whether this office asks for them at all."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import SignInTry, Staff, Who
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import passwords, settings
from fmcrm_desktop.services.cases import FREE, needs
from fmcrm_desktop.store.work import Work

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
"""After the free tries each failure doubles the wait up to this; nobody is locked out for good."""
FORGOTTEN = timedelta(hours=12)
"""Failures older than this no longer count."""

WRONG = N_("This name and password do not go together.")


def folded_login(typed: str) -> str:
    """A login name as it is compared: signs of full and half width, capitals and small letters are one."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


@dataclass(frozen=True)
class SignedIn:
    """Who has signed in; until a password that ``must_change`` is changed, ``who`` has no rights."""

    who: Who
    must_change: bool = False


@needs(FREE)
def attempt(work: Work, login: str, password: str) -> SignedIn | Refusal:
    """Try to sign in. Gives the refusal instead of raising it, for the failure must be kept; the door raises.

    A wrong name, a wrong password, somebody who has left and somebody without a password look alike, in what
    is said, in what is written and in the time it takes.
    """
    tries = _tries(work, login)
    wait = _wait(tries, work.now)
    if wait > timedelta(0):
        return _wait_a_while(wait)
    wanted = folded_login(login)
    record = None
    if wanted:
        found = select(Staff).where(Staff.login == wanted, Staff.archived.is_(None))
        record = next(iter(work.records(found)), None)
    kept = record.password_hash if record is not None else ""
    right = passwords.matches(kept or passwords.nobodys_hash(), password)
    if record is None or not kept or not right:
        tries.failures += 1
        tries.last = work.now
        work.session.add(tries)
        return Refusal(WRONG)
    if tries.failures:
        work.session.delete(tries)
    if passwords.outdated(kept):
        record.password_hash = passwords.hashed(password)
    who = Who(record.id, record.name, "" if record.must_change else record.role)
    return SignedIn(who, record.must_change)


@dataclass
class PasswordForm:
    """A first password; it must be changed when it is first used."""

    password: Annotated[str, Field(N_("First password"), longest=200, required=True, secret=True)] = ""


@needs("staff.write")
def give_password(work: Work, staff: int, form: PasswordForm) -> None:
    """The same from a form."""
    check(form)
    set_password(work, staff, form.password)


@needs("staff.write")
def set_password(work: Work, staff: int, password: str, must_change: bool = True) -> None:
    """Give somebody a password, to be changed at the first signing in. Raises Invalid(password, login)."""
    record = work.get(Staff, staff)
    if not record.login:
        raise Invalid(login=N_("Give a login name first."))
    _keep(work, record, password)
    record.must_change = must_change


@needs(FREE)
def change_own(work: Work, old: str, new: str) -> Who:
    """Change one's own password; gives who one is, with all rights. Raises Invalid(old, password)."""
    if work.who.staff_id is None:
        raise NotAllowed(FREE)
    record = work.get(Staff, work.who.staff_id)
    if not record.password_hash or not passwords.matches(record.password_hash, old):
        raise Invalid(old=N_("This is not your present password."))
    if new == old:
        raise Invalid(password=N_("This is your present password. Choose another."))
    _keep(work, record, new)
    record.must_change = False
    return Who(record.id, record.name, record.role)


@needs("office.settings")
def turn_on(work: Work) -> None:
    """Ask for a name and a password from now on. Raises Refusal when no manager could get in."""
    able = select(Staff.id).where(
        Staff.role == "manager", Staff.archived.is_(None), Staff.login != "", Staff.password_hash != ""
    )
    if work.value(able) is None:
        raise Refusal(N_("Give a manager a login name and a password first, or nobody could get in."))
    settings.put(work, sign_in=True)


@needs("office.settings")
def turn_off(work: Work) -> None:
    """Ask for no name and no password any more."""
    settings.put(work, sign_in=False)


def _keep(work: Work, record: Staff, password: str) -> None:
    own_words = ("fmcrm", settings.get(work, "office.name"), record.name, record.other_name, record.login)
    passwords.check(password, own_words)
    record.password_hash = passwords.hashed(password)


def _tries(work: Work, login: str) -> SignInTry:
    """What is remembered about a name typed, whether anybody has it or not; old failures count no more."""
    key = hashlib.sha256(folded_login(login).encode("utf-8", "surrogatepass")).hexdigest()
    kept = work.session.get(SignInTry, key)
    if kept is None:
        return SignInTry(login=key, failures=0, last=work.now)
    # A moment in the future is a clock set back since: such a wait would last for good.
    if not timedelta(0) <= work.now - kept.last <= FORGOTTEN:
        kept.failures, kept.last = 0, work.now
    return kept


def _wait(tries: SignInTry, now: datetime) -> timedelta:
    over = tries.failures - FREE_TRIES
    if over < 0:
        return timedelta(0)
    wait: timedelta = min(FIRST_WAIT * int(2 ** min(over, 20)), LONGEST_WAIT)
    return tries.last + wait - now


def _wait_a_while(wait: timedelta) -> Refusal:
    seconds = max(1, round(wait.total_seconds()))
    return Refusal(N_("Too many tries. Wait {seconds} seconds and try again."), seconds=seconds)
