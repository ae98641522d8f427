"""PostgreSQL: the same migrations, the same door, the same search; a real server on loopback."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.refusal import Refusal, Stale
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store import search, server_trouble
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW


@pytest.fixture
def served(postgres_url: str) -> Iterator[Office]:
    office = found_office(postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai"))
    office.store.clock = lambda: NOW
    yield office
    office.close()


@needs("person.write")
def add(work: Work, name: str, other: str, phone: str) -> int:
    person = work.add(Person(name=name, other_name=other))
    work.add(ContactPoint(person_id=person.id, value=phone, digits=phone))
    return person.id


@needs("person.write")
def rename(work: Work, person: int, name: str, seen: int) -> None:
    work.get(Person, person, seen=seen).name = name


@needs("person.write")
def many(work: Work, count: int) -> list[int]:
    return work.add_many(Person, ({"name": f"Person {n}"} for n in range(count)))


@needs("person.read")
def find(work: Work, typed: str) -> list[int]:
    return [row.ref for row in search.find(work, typed)]


@needs("complaint.write")
def number(work: Work) -> str:
    return numbers.next(work, "complaint")


def test_people_are_found_by_characters_pinyin_initials_and_any_end_of_a_number(served: Office) -> None:
    id = served.do(add, "单芳", "Shan Fang", "13800138000").result
    served.do(add, "A. Novak", "", "02079460018")
    for typed in ("单", "芳", "shan", "shanf", "sf", "8000", "0013", "fang 138"):
        assert served.ask(find, typed) == [id], typed
    assert served.ask(find, "zhao") == []
    for hostile in ("'; drop table person; --", "a & | !", "( ) <->", ":*", "\\", "%_"):
        served.ask(find, hostile)


def test_a_change_is_audited_and_a_stale_one_refused(served: Office, postgres_url: str) -> None:
    id = served.do(add, "王芳", "Wang Fang", "13800138000").result
    done = served.do(rename, id, "王方", 1)
    with pytest.raises(Stale):
        served.do(rename, id, "王房", 1)
    with psycopg.connect(postgres_url) as connection:
        lines = connection.execute("select changes from audit where deed_id = %s", [done.deed]).fetchall()
    assert lines == [('{"name": ["王芳", "王方"]}',)]


def test_rows_added_in_bulk_and_one_by_one_share_one_row_of_ids(served: Office) -> None:
    first = served.do(many, 300).result
    single = served.do(add, "王芳", "", "1").result
    second = served.do(many, 300).result
    assert len({*first, single, *second}) == 601
    assert served.do(add, "李四", "", "2").result not in {*first, single, *second}


def test_two_desks_never_get_the_same_number(served: Office, postgres_url: str) -> None:
    desks = [open_office(postgres_url) for _ in range(4)]
    try:
        with ThreadPoolExecutor(4) as pool:
            given = list(pool.map(lambda desk: [desk.do(number).result for _ in range(10)], desks))
    finally:
        for desk in desks:
            desk.close()
    flat = [each for some in given for each in some]
    assert len(set(flat)) == len(flat) == 40


def test_an_office_is_founded_once_and_only_in_an_empty_database(served: Office, postgres_url: str) -> None:
    with pytest.raises(Refusal):
        found_office(postgres_url, OfficeForm(name="Again"))


def test_a_server_that_does_not_answer_is_told_in_a_sentence() -> None:
    with pytest.raises(Refusal) as caught:
        open_office("postgresql://office@127.0.0.1:9/postgres")
    assert "does not answer" in str(caught.value)


def test_where_the_office_is_names_the_server_and_neither_driver_nor_password(
    served: Office, postgres_url: str
) -> None:
    told = served.store.path
    assert told.startswith("postgresql://") and told.partition("@")[2] == postgres_url.partition("@")[2]
    assert "psycopg" in served.store.address and "psycopg" not in told


@pytest.fixture
def role(postgres_url: str) -> Iterator[tuple[str, Any]]:
    """The address for a user of the office's own with a password, and the keeper's connection to that database."""
    name = f"desk_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_url, autocommit=True) as keeper:
        keeper.execute(f"create role {name} login")
        yield postgres_url.replace("office@", f"{name}@"), keeper
        keeper.execute(f"drop owned by {name}; drop role {name}")


def test_a_server_that_refuses_says_why(served: Office, role: tuple[str, Any], postgres_url: str) -> None:
    address, keeper = role
    with pytest.raises(Refusal, match="no database of this name"):
        open_office(postgres_url + "_not")
    keeper.execute(f"alter role {make_url(address).username} connection limit 0")
    with pytest.raises(Refusal, match="takes no further desk"):
        open_office(address)
    keeper.execute(f"alter role {make_url(address).username} nologin connection limit -1")
    with pytest.raises(Refusal, match="refuses the user or the password"):
        open_office(address)


def test_a_server_that_lets_nothing_be_written_says_so(
    served: Office, role: tuple[str, Any], postgres_url: str
) -> None:
    address, keeper = role
    keeper.execute(f"grant select on all tables in schema public to {make_url(address).username}")
    reader = open_office(address)
    try:
        with pytest.raises(Refusal, match="lets nothing be written"):
            reader.do(add, "Tan Wei", "", "1")
    finally:
        reader.close()
    keeper.execute(f"alter database {make_url(postgres_url).database} set default_transaction_read_only = on")
    standing = open_office(postgres_url)
    try:
        with pytest.raises(Refusal, match="lets nothing be written"):
            standing.do(add, "Tan Wei", "", "1")
    finally:
        standing.close()
        keeper.execute(
            f"alter database {make_url(postgres_url).database} reset default_transaction_read_only"
        )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('connection failed: 致命错误:  用户 "fm" Password 认证失败', server_trouble.NOT_LET_IN),
        (
            'connection failed: FATAL:  password authentication failed for user "fm"',
            server_trouble.NOT_LET_IN,
        ),
        ('connection failed: 致命错误:  数据库 "office" 不存在', server_trouble.NO_DATABASE),
        ("connection failed: 致命错误:  对不起, 已经有太多的客户", server_trouble.NO_ROOM),
        ("connection failed: FATAL:  sorry, too many clients already", server_trouble.NO_ROOM),
        ("connection timeout expired", server_trouble.AWAY),
    ],
)
def test_who_is_not_let_in_is_told_why_in_whatever_language_the_server_speaks(said: str, told: str) -> None:
    assert server_trouble.sentence(DBAPIError("", {}, Exception(said))) == told
