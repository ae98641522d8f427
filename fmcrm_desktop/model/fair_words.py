"""How a line of the comparison of service is said, the same on screen and on paper."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.figure_words import MINUTES, amount
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.words import N_, Words

WORSE = {
    "response": N_("slower response"),
    "finish": N_("slower finish"),
    "kept": N_("fewer kept"),
    "complaints": N_("more complaints"),
}
TITLES = (
    N_("Customers"), N_("Orders"), N_("Complaints"), N_("Per hundred"), N_("Response, median"), N_("Response, mean"),
    N_("Finish, median"), N_("Finish, mean"), N_("Clocks kept"),
)  # fmt: skip
RULE = N_(
    "A line is marked where, of at least five orders or complaints looked at, the median response or finish is more "
    "than half as long again as the whole office's, ten points or more fewer clocks are kept, or more than half as "
    "many complaints again come of a hundred customers."
)
HOW = N_(
    "Orders and complaints received in the twelve months, without preventive work. Response: report to first arrival; "
    "finish: report to done, less waiting for the owner; both in working time. Kept: orders whose clocks that fell due "
    "were all kept. Customers: those tied to a unit today."
)


def named(line: Any, words: Words) -> str:
    """The tier or building; what belongs to none; everything together."""
    if line.whole:
        return words(N_("The whole office"))
    if line.key is None:
        return words(line.name or N_("none"))
    suits = line.other_name and has_chinese(line.other_name) == words.chinese != has_chinese(line.name)
    return line.other_name if suits else words(line.name)


def figures(line: Any, words: Words) -> tuple[str, ...]:
    """The figures of a line, in the order of TITLES."""
    hundred = "—" if line.per_hundred is None else words.number(line.per_hundred, 1)
    times = (line.response_median, line.response_mean, line.finish_median, line.finish_mean)
    return (
        words.number(line.customers), words.number(line.orders), words.number(line.complaints), hundred,
        *(amount(words, MINUTES, each) for each in times), words.percent(line.share, 0),
    )  # fmt: skip


def worse(line: Any, words: Words) -> str:
    """What it is served worse in."""
    return ", ".join(words(WORSE[name]) for name in line.worse)
