"""What people can be reached by follows from their contacts, the same in the list's filter and on their page."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.owners.forms import ContactLine
from fmcrm_desktop.services.owners.technologies import TECHNOLOGIES

PEOPLE: dict[str, tuple[list[ContactLine], str, tuple[str, ...]]] = {
    "Ada": (
        [ContactLine("email", "ada@example.com"), ContactLine("wechat", "ada-w")],
        "",
        ("email", "message"),
    ),
    "Bea": ([ContactLine("mobile", "13600001111")], "", ("paper",)),
    "Cem": ([ContactLine("fax", "075588886667")], "", ("fax",)),
    "Dan": ([ContactLine("email", "dan@example.com")], "post", ("paper",)),
    "Eva": ([], "", ("paper",)),
    "Fay": ([ContactLine("email", "fay@example.com", do_not_use=True)], "", ("paper",)),
}


@pytest.fixture
def ids(empty_office: Office) -> dict[str, int]:
    return {
        name: empty_office.do(
            owners.add, NewPersonForm(name=name, contacts=tuple(lines), preferred_channel=wish)
        ).result
        for name, (lines, wish, _) in PEOPLE.items()
    }


@pytest.mark.parametrize("wanted", [*((name,) for name in TECHNOLOGIES), ("email", "fax"), ("fax", "paper")])
def test_the_list_is_narrowed_to_who_uses_it(
    empty_office: Office, ids: dict[str, int], wanted: tuple[str, ...]
) -> None:
    found = set(empty_office.ask(owners.page, Query(where={"technology": wanted})).ids)
    assert found == {ids[name] for name, (_, _, used) in PEOPLE.items() if set(wanted) & set(used)}


def test_the_page_says_the_same(empty_office: Office, ids: dict[str, int]) -> None:
    for name, (_, _, used) in PEOPLE.items():
        assert empty_office.ask(owners.card, ids[name]).technologies == used, name
