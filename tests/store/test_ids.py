"""All ids of a list: the same numbers in the same order however many, read in pieces."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import func, select

from fmcrm_desktop.services.office import NOBODY, Office
from fmcrm_desktop.store.work import PIECE


@pytest.mark.parametrize("many", [0, 1, 2, 7_000, 40_000])
def test_whatever_their_number(office: Office, many: int) -> None:
    chance = Random(many)
    wanted = [chance.choice((chance.randrange(100), chance.randrange(-(2**62), 2**62))) for _ in range(many)]
    text = "[" + ",".join(str(each) for each in wanted) + "]"
    assert many < 40_000 or len(text) > 5 * PIECE

    with office.store.reading(NOBODY, "test") as work:
        found = work.ids(select(func.json_each(text).table_valued("value").c.value))

    assert found.tolist() == wanted
