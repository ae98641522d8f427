"""Staff and their roles: a role is a set of rights, a right is a string that a case asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Base, Record
from fmcrm_desktop.model.words import N_

ROLE_NAMES = {
    "clerk": N_("Clerk"),
    "dispatcher": N_("Dispatcher"),
    "manager": N_("Manager"),
    "technician": N_("Technician"),
    "reader": N_("Reader"),
}

_READ = frozenset(
    f"{subject}.read"
    for subject in ("office", "person", "order", "complaint", "calendar", "call", "report", "money")
)
# A clerk is often alone at the desk: assigning, closing and backing up must not wait for the manager.
_CLERK = _READ | {
    "person.write", "order.write", "order.assign", "order.work", "complaint.write", "complaint.close",
    "calendar.write", "call.write", "note.write", "money.write", "export.run", "backup.run", "undo.own",
}  # fmt: skip
RIGHTS: dict[str, frozenset[str]] = {
    "reader": _READ,
    "technician": frozenset(
        {"office.read", "order.read", "calendar.read", "order.work", "note.write", "undo.own"}
    ),
    "clerk": _CLERK,
    "dispatcher": _CLERK,
    "manager": _CLERK
    | {
        "order.decline",
        "money.margin",
        "import.run",
        "office.settings",
        "staff.write",
        "quality.staff",
        "audit.read",
        "undo.any",
    },
}
"""The matrix. What no role has, nobody can do. The dispatcher differs from the clerk once territories exist."""


RIGHT_NAMES = {
    "office.read": N_("See settings and staff"), "person.read": N_("See people and units"),
    "order.read": N_("See work orders"), "complaint.read": N_("See complaints"),
    "calendar.read": N_("See the calendar"), "call.read": N_("See calls"), "report.read": N_("Print reports"),
    "money.read": N_("See charges and bills"), "money.write": N_("Enter charges, bills and payments"),
    "money.margin": N_("See costs, margins and commission"),
    "person.write": N_("Change people and units"), "order.write": N_("Take on and change work orders"),
    "order.assign": N_("Assign and schedule work"), "order.work": N_("Report visits and work done"),
    "order.decline": N_("Decline work orders"), "complaint.write": N_("Take on and work complaints"),
    "complaint.close": N_("Resolve complaints"), "calendar.write": N_("Change the calendar"),
    "call.write": N_("Log calls"), "note.write": N_("Write notes"), "export.run": N_("Export lists"),
    "import.run": N_("Import files"), "backup.run": N_("Make and restore backups"),
    "undo.own": N_("Undo what one did oneself"), "undo.any": N_("Undo what anybody did"),
    "office.settings": N_("Change the settings"), "staff.write": N_("Change staff and passwords"),
    "quality.staff": N_("See and enter scores, self-evaluations and goals of all staff"),
    "audit.read": N_("Read the change log"),
}  # fmt: skip
"""What each right allows, in words."""


class Staff(Record):
    """Somebody who works for the office; with a login name and a password when signing in is on."""

    __tablename__ = "staff"
    __table_args__ = (Index(None, "login"),)

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="clerk")
    trade: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    vendor: Mapped[bool] = mapped_column(default=False)
    """An outside firm that takes work orders."""
    login: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="", info={"secret": True})
    must_change: Mapped[bool] = mapped_column(default=False)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    cost_rate: Mapped[int] = mapped_column(BigInteger, default=0)
    """What an hour costs the office, in minor units of its currency."""
    charge_rate: Mapped[int] = mapped_column(BigInteger, default=0)
    """What an hour is charged at, in minor units."""
    remedy_limit: Mapped[int] = mapped_column(BigInteger, default=0)
    """What a remedy may be worth that this staff member gives at once, in minor units."""


class SignInTry(Base):
    """Failed tries to sign in under a login name, whether somebody has that name or not: else the wait would
    tell which names exist. Not a record: it goes when the right password comes."""

    __tablename__ = "sign_in_try"

    login: Mapped[str] = mapped_column(primary_key=True)
    """A hash of what was typed: people type their password there."""
    failures: Mapped[int]
    last: Mapped[datetime]


@dataclass(frozen=True)
class Who:
    """Who does a deed: the staff member signed in, or the office itself (staff_id None) for its own upkeep."""

    staff_id: int | None
    name: str
    role: str

    def may(self, right: str) -> bool:
        return right in RIGHTS.get(self.role, frozenset())
