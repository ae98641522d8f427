"""Every table in one place, for the store and the migrations: importing this fills Base.metadata."""

from fmcrm_desktop.model import (
    call,
    category,
    complaint,
    event,
    keeping,
    letter,
    matter,
    message,
    notice,
    own_field,
    person,
    property,
    staff,
    view,
    work_order,
)
from fmcrm_desktop.model.base import Base

__all__ = [
    "Base",
    "call",
    "category",
    "complaint",
    "event",
    "keeping",
    "letter",
    "matter",
    "message",
    "notice",
    "own_field",
    "person",
    "property",
    "staff",
    "view",
    "work_order",
]
