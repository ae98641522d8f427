"""What is kept as one text of names and values (a saved view, a report of one's own, matched columns), in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fmcrm_desktop.exchange.field_names import FIELD_NAMES, ORDERS
from fmcrm_desktop.model.own_report import CHARTS, DATES, NUMBER, OF_ROWS, Condition
from fmcrm_desktop.model.report_answer import Shown
from fmcrm_desktop.model.report_words import condition_said, heading, title
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.change_words import LABELS
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS

_UP, _DOWN = N_("Sorted by {column}"), N_("Sorted by {column}, descending")


def said_of(column: str, value: Any, words: Words) -> str | None:
    """The value of a column (own_report.definition) in words, a line for each part; None for other columns."""
    tell = _TELL.get(column)
    if tell is None or not isinstance(value, dict | list):  # a mapping can be whom one row means
        return None
    return "\n".join(filter(None, tell(value, words))) or "—"


def _view(value: Mapping[str, Any], words: Words) -> Iterable[str]:
    if value.get("text"):
        yield words(N_("Search: {text}"), text=value["text"])
    if value.get("where"):
        yield _part(N_("Filters"), _named(value["where"], words), words)
    if value.get("sort"):
        yield words(_DOWN if value.get("descending") else _UP, column=_named([value["sort"]], words))
    if value.get("grouped"):
        yield words(N_("Grouped"))


def _columns(value: Iterable[tuple[str, int]], words: Words) -> Iterable[str]:
    yield _named([key for key, _width in value], words)


def _matched(value: Mapping[str, Any], words: Words) -> Iterable[str]:
    for name, column in (value.get("columns") or {}).items():
        if column:
            yield f"{column} → {_named([name], words)}"
    if value.get("values"):
        yield _part(N_("What values of the file mean"), _named(value["values"], words), words)
    if dates := value.get("dates"):
        yield _part(N_("Dates are written"), words(ORDERS.get(dates, dates)), words)
    yield _part(N_("Time zone"), value.get("zone") or "", words)


def _report(value: Mapping[str, Any], words: Words) -> Iterable[str]:
    subject = SUBJECTS.get(value["subject"])
    if subject is None:
        return
    columns = {
        it.key: Shown(it.key, it.title, it.kind, it.words, it.scale, it.other_title) for it in subject.columns
    }

    def of(key: str, step: str = "", total: str = "") -> Shown:
        it = columns.get(key) or Shown(key, "" if total in OF_ROWS and not key else N_("Own field"), NUMBER)
        step = (step or "day") if it.kind in DATES and not total else ""
        return Shown(it.key, it.title, it.kind, it.words, it.scale, it.other_title, step, total)

    yield words(subject.title)
    yield _part(N_("Columns"), words.listed(title(of(key), words) for key in value["columns"]), words)
    asked = [Condition(one["column"], one["comparison"], tuple(one["values"])) for one in value["conditions"]]
    told = (condition_said(one, columns[one.column], words) for one in asked if one.column in columns)
    yield _part(N_("Filters"), words.listed(told), words)
    groups = (heading(of(one["column"], one["step"]), words) for one in value["groups"])
    yield _part(N_("Groups"), words.listed(groups), words)
    totals = [heading(of(one["column"], total=one["kind"]), words) for one in value["totals"]]
    yield _part(N_("Totals"), words.listed(totals), words)
    if sort := value["sort"]:
        by = totals[int(sort[1:])] if sort.startswith("#") else title(of(sort), words)
        yield words(_DOWN if value["descending"] else _UP, column=by)
    if value["chart"]:
        yield words(CHARTS[value["chart"]])


def _part(name: str, said: str, words: Words) -> str:
    return words(N_("{name}: {text}"), name=words(name), text=said) if said else ""


def _named(keys: Iterable[str], words: Words) -> str:
    """Columns and filters as the screen calls them; those known to their list alone are counted."""
    kept = list(keys)
    labels = [_label(key) for key in kept]
    known = [words(label) for label in labels if label]
    if more := len(kept) - len(known):
        known.append(words(N_("{n} more"), n=more) if known else words(N_("Number of them: {n}"), n=more))
    return words.listed(dict.fromkeys(known))


def _label(key: str) -> str:
    if key.startswith("own"):
        return N_("Own field")
    return LABELS.get(key) or FIELD_NAMES.get(key) or LABELS.get(f"{key}_id", "")


_TELL: dict[str, Callable[[Any, Words], Iterable[str]]] = {
    "saved_view.query": _view,
    "saved_view.columns": _columns,
    "import_mapping.mapping": _matched,
    "own_report.definition": _report,
}
