"""What the customer was told of a matter, on the matter's page."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.message import CHANNELS, STATES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.telling_progress import Told
from fmcrm_desktop.ui.kit.page import Page


def told(page: Page, lines: Sequence[Told], words: Words) -> None:
    """A card with when, to whom and how; none where nobody was told anything."""
    if not lines:
        return
    page.card(N_("Told the customer")).table(
        (N_("When"), N_("To"), N_("How"), ""),
        [
            (words.moment(it.made), it.name, words(CHANNELS[it.channel]), words(STATES[it.state]))
            for it in lines
        ],
    )
