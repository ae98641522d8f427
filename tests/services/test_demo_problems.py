"""A new demo office shows what it learnt: usual problems with fixes that held, repeats, ratings, offers, news."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from fmcrm_desktop.services import problems, settings, work_orders
from fmcrm_desktop.services.demo import DemoPlan, build
from fmcrm_desktop.services.office import Office
from tests.services.charging import rows


def test_a_demo_office_has_problems_with_fixes_and_what_came_back(empty_office: Office) -> None:
    empty_office.do(build, DemoPlan(units=40, months=3))
    path = Path(empty_office.store.path)
    ((problem, category),) = rows(
        path,
        "select problem_id, category_id from work_order where fix <> '' group by 1 order by count(*) desc limit 1",
    )
    assert any(fix.held for fix in empty_office.ask(work_orders.similar, problem, category))
    assert empty_office.ask(problems.choices, ids=[problem])
    odd = """select count(*) from work_order w left join problem p on p.id = w.problem_id
        where w.problem_id is not null and (p.category_id <> w.category_id or
        w.summary not in (p.name, p.other_name))
           or w.rated < w.done or (w.rating is null) <> (w.rated is null) or (w.choice <> '' and w.alternative = '')"""
    assert rows(path, odd) == [(0,)]
    again = """select count(*) from work_order w join work_order b on b.id = w.repeat_of_id where b.done < w.received
        and b.unit_id = w.unit_id and b.problem_id = w.problem_id and b.person_id = w.person_id"""
    repeats, all_of_them, rated, offered = rows(
        path, f"select ({again}), count(repeat_of_id), count(rating), sum(alternative <> '') from work_order"
    )[0]
    assert repeats == all_of_them > 0 and rated and offered
    told = "select count(*) from message where subject_of = 'work_order' and state = 'sent' and person_id is not null"
    assert rows(path, told)[0][0] > 0


@pytest.mark.parametrize(("language", "plan"), [("en", "Booster pump P-1"), ("zh_CN", "增压泵 P-1")])
def test_the_plans_are_called_in_the_language_of_the_office(
    empty_office: Office, language: str, plan: str
) -> None:
    empty_office.do(settings.put, **{"office.language": language})
    empty_office.do(build, DemoPlan(units=24, months=1))
    named = rows(Path(empty_office.store.path), "select name, summary from plan")
    chinese = [any("一" <= sign <= "鿿" for sign in said) for said in chain.from_iterable(named)]
    assert plan in [name for name, _ in named]
    assert all(chinese) if language == "zh_CN" else not any(chinese)
