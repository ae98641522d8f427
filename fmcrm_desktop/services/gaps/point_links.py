"""What each channel of the map is called, and the way from its figures to the records behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmcrm_desktop.model import complaint
from fmcrm_desktop.model.channel import POST_CHANNELS, VISIT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.survey import WAYS
from fmcrm_desktop.model.work_order import STATES
from fmcrm_desktop.services.gaps.contact_points import ContactPoint

_NAMES: Mapping[str, Mapping[str, str]] = {
    "counter": VISIT_KINDS, "post": POST_CHANNELS, "mail": POST_CHANNELS, "survey": WAYS,
}  # fmt: skip
_AT = {
    "complaint": ("complaints", "register"), "order": ("work_orders", ""), "call": ("calls", "log"),
    "counter": ("channels", "counter"), "post": ("channels", "post"), "suggestion": ("praise", "suggestions"),
    "survey": ("surveys", ""), "mail": ("calendar", ""),
}  # fmt: skip


def named(point: ContactPoint) -> str:
    """The marked word for its channel."""
    names = _NAMES.get(point.kind, complaint.CHANNELS)
    return names.get(point.channel, complaint.CHANNELS["other"])


def behind(point: ContactPoint, months: Sequence[Month], figure: str = "count") -> Link | None:
    """The records a figure ("count", "missed", "handed" or "rating") counts; None where no list tells them apart."""
    tab, section = _AT[point.kind]
    if point.kind in ("survey", "mail"):
        return Link(tab, section=section) if figure == "count" else None
    where = _where(point) | _more(point, figure)
    if figure != "count" and not _more(point, figure):
        return None
    return Link(tab, where={"month": tuple(str(month) for month in months), **where}, section=section)


def _where(point: ContactPoint) -> dict[str, tuple[object, ...]]:
    if point.kind == "call":
        return {"direction": ("in",)}
    if point.kind == "counter":
        return {"kind": (point.channel,)}
    if point.kind == "post":
        return {"channel": (point.channel,), "direction": ("in",)}
    found: dict[str, tuple[object, ...]] = {"channel": (point.channel,)}
    if point.kind == "complaint":
        found["state"] = tuple(state for state in complaint.STATES if state != "withdrawn")
    if point.kind == "order":
        found["state"] = tuple(state for state in STATES if state != "cancelled")
    return found


def _more(point: ContactPoint, figure: str) -> dict[str, tuple[object, ...]]:
    ways: dict[tuple[str, str], dict[str, tuple[object, ...]]] = {
        ("call", "missed"): {"outcome": ("missed",)},
        ("call", "handed"): {"outcome": ("passed_on",)},
        ("counter", "missed"): {"state": ("went",)},
        ("counter", "handed"): {"handed": (True,)},
        ("counter", "rating"): {"rated": (True,)},
        ("post", "missed"): {"missed": (True,)},
        ("post", "handed"): {"handed": (True,)},
    }
    return ways.get((point.kind, figure), {})
