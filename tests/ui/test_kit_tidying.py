"""Looking for garbage: not while somebody waits for an answer, and not put off for ever."""

from __future__ import annotations

import gc
import weakref

import pytest

from fmcrm_desktop.ui.kit.tidying import PUT_OFF, Tidying


class Ring:
    """Holds itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.parametrize("waits", [0, 3, PUT_OFF + 5])
def test_garbage_waits_while_somebody_does_but_not_for_ever(qapp, waits):
    looks = []
    tidying = Tidying(qapp, lambda: len(looks) < waits)
    ring = weakref.ref(Ring())
    more = [Ring() for _ in range(2 * gc.get_threshold()[0])]
    while ring() is not None:
        tidying._look()
        looks.append(len(looks))
        assert len(looks) < 100
    assert len(looks) == min(waits, PUT_OFF) + 1
    assert more
    tidying.deleteLater()
