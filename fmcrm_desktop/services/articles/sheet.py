"""Articles on paper: job aids to take along or to pin up in the workshop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fmcrm_desktop.services.articles.card import ArticleCard, card
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class JobAid:
    """One article for the paper."""

    head: Head
    card: ArticleCard


@needs("office.read")
def sheets(work: Work, ids: Sequence[int]) -> list[JobAid]:
    """The job aids of these articles, in this order."""
    of = head(work)
    return [JobAid(of, card(work, id)) for id in ids]
