"""An office of any size, the same for the same size, written by plain sqlite3 into a founded file."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fmcrm_desktop import places
from fmcrm_desktop.model.reading import number_tokens, pinyin_tokens, sort_key, tokens
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office

SIZES = {"x1": 20_000, "x10": 200_000, "x50": 1_000_000}
"""Work orders; a tenth as many people, a fifth as many complaints, half as many calls."""
UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FAMILY, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰",
)
SUBJECTS = (
    "Leaking tap in kitchen 厨房水龙头漏水", "Blocked drain 下水道堵塞", "No hot water 没有热水", "Corridor light out 走廊灯不亮",
    "Elevator stuck 电梯故障", "Door does not close 门关不上", "Water stain on ceiling 天花板渗水", "Noisy fan 风扇噪音",
)  # fmt: skip
OPEN = ("requested", "assigned", "scheduled", "on_site", "waiting_parts")


def office(size: str) -> Path:
    """The file of this size, made once for each state of the schema and kept in the temporary folder."""
    return kept(size, Path(__file__), lambda half: fill(half, SIZES[size]))


def kept(name: str, source: Path, filled: Callable[[Path], None]) -> Path:
    """An office that ``filled`` writes, of the same schema and the same source made already."""
    schema = b"".join(path.read_bytes() for path in sorted((places.migrations() / "versions").glob("*.py")))
    folder = Path(tempfile.gettempdir()) / "fmcrm-benchmarks"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(schema + source.read_bytes()).hexdigest()[:10]}.fmcrm"
    if not path.exists():
        half = folder / f"{name}.{os.getpid()}.part"
        half.unlink(missing_ok=True)
        found_office(str(half), OfficeForm(name="Benchmark", zone="Asia/Shanghai")).close()
        filled(half)
        half.replace(path)
    return path


def copy(size: str) -> Path:
    """A copy to write in."""
    target = Path(tempfile.mkdtemp(prefix="fmcrm-bench-")) / "office.fmcrm"
    shutil.copy(office(size), target)
    return target


def text(moment: datetime) -> str:
    """A moment as the product keeps it in SQLite."""
    return f"{moment:%Y-%m-%d %H:%M:%S}.000000"


def put(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows of the columns named; what the table demands besides is empty, zero or version 1."""
    named = columns.split()
    about = connection.execute(f"pragma table_info({table})").fetchall()
    rest = [
        (name, kind) for _, name, kind, needed, _, key in about if needed and not key and name not in named
    ]
    fill = ", ".join(
        "1" if name == "version" else "0" if kind in ("INTEGER", "BOOLEAN", "BIGINT") else "''"
        for name, kind in rest
    )
    into = ", ".join([*named, *(name for name, _ in rest)])
    marks = ", ".join(["?"] * len(named) + ([fill] if fill else []))
    connection.executemany(f"insert into {table} ({into}) values ({marks})", rows)


def fill(path: Path, orders: int) -> None:
    chance = random.Random(7)
    people = orders // 10
    buildings = max(3, people // 80)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("begin")
        put(connection, "site", "id name", [(1, "Willow Court")])
        put(connection, "building", "id site_id code sort_key kind",
            ((n, 1, str(n), f"{n:06d}", "residential") for n in range(1, buildings + 1)))  # fmt: skip
        labels = [
            f"{n % buildings + 1}-{n // buildings // 4 + 1:02d}{n // buildings % 4 + 1:02d}"
            for n in range(people)
        ]
        put(connection, "unit", "id building_id code label sort_key kind",
            ((n + 1, n % buildings + 1, label.split("-")[1], label, sort_key(label), "unit") for n, label in enumerate(labels)))  # fmt: skip
        names = [
            f"{chance.choice(FAMILY)}{chance.choice(GIVEN)}{chance.choice(GIVEN)}" for _ in range(people)
        ]
        phones = [f"1{chance.choice('3578')}{chance.randrange(10**9):09d}" for _ in range(people)]
        put(
            connection,
            "person",
            "id kind name sort_key",
            ((n + 1, "person", name, sort_key(name)) for n, name in enumerate(names)),
        )
        put(connection, "contact_point", "person_id kind purpose value e164 digits preferred",
            ((n + 1, "mobile", "any", phone, "+86" + phone, phone, 1) for n, phone in enumerate(phones)))  # fmt: skip
        put(
            connection, "relation", "person_id unit_id role", ((n + 1, n + 1, "owner") for n in range(people))
        )
        _orders(connection, chance, orders, people)
        _complaints(connection, chance, orders // 5, people)
        put(connection, "call", "id direction started seconds person_id topic outcome",
            ((n, "in", text(moment), 120, chance.randrange(people) + 1, "Repair", "answered")
             for n, moment in enumerate(_moments(chance, orders // 2), 1)))  # fmt: skip
        put(connection, "event", "id kind title starts ends",
            ((n, "appointment", SUBJECTS[n % 8], text(moment), text(moment + timedelta(hours=1)))
             for n, moment in enumerate(_moments(chance, orders // 4), 1)))  # fmt: skip
        _documents(connection, names, phones, labels)
        connection.execute("commit")
        connection.execute("analyze")
        connection.commit()


def _moments(chance: random.Random, count: int) -> list[datetime]:
    minutes = sorted(chance.randrange(5 * 365 * 1440) for _ in range(count))
    return [UNTIL - timedelta(days=5 * 365) + timedelta(minutes=each) for each in minutes]


def _orders(connection: sqlite3.Connection, chance: random.Random, orders: int, people: int) -> None:
    buildings = max(3, people // 80)
    categories = [row[0] for row in connection.execute("select id from category where subject = 'order'")]

    def rows() -> Iterator[tuple[object, ...]]:
        for n, received in enumerate(_moments(chance, orders), 1):
            who = chance.randrange(people)
            old = UNTIL - received > timedelta(days=30)
            state = (
                chance.choice(("closed", "closed", "closed", "done"))
                if old or chance.random() < 0.6
                else chance.choice(OPEN)
            )
            done = (
                received + timedelta(hours=chance.randrange(1, 90)) if state in ("closed", "done") else None
            )
            yield (n, f"W-{received:%y%m}-{n:06d}", text(received), who + 1, who + 1, who % buildings + 1,
                   chance.choice(categories), SUBJECTS[n % 8], chance.choice(("urgent", "high", "normal", "normal", "low")),
                   state, text(received + timedelta(hours=4)), text(received + timedelta(hours=24)),
                   text(received + timedelta(hours=72)), text(received + timedelta(hours=1)) if done else None,
                   text(received + timedelta(hours=chance.randrange(1, 20))) if done else None, text(done) if done else None,
                   text(done) if state == "closed" and done else None)  # fmt: skip

    columns = ("id number received person_id unit_id building_id category_id summary priority state respond_due arrive_due "
               "due responded arrived done closed")  # fmt: skip
    put(connection, "work_order", columns, rows())


def _complaints(connection: sqlite3.Connection, chance: random.Random, complaints: int, people: int) -> None:
    buildings = max(3, people // 80)
    categories = [row[0] for row in connection.execute("select id from category where subject = 'complaint'")]

    def rows() -> Iterator[tuple[object, ...]]:
        for n, received in enumerate(_moments(chance, complaints), 1):
            who = chance.randrange(people)
            old = UNTIL - received > timedelta(days=30)
            state = "followed_up" if old else chance.choice(("received", "investigating", "resolved"))
            done = (
                received + timedelta(hours=chance.randrange(1, 120))
                if state in ("resolved", "followed_up")
                else None
            )
            yield (n, f"C-{received:%y%m}-{n:06d}", text(received), chance.choice(("phone", "counter", "email")), who + 1,
                   who + 1, who % buildings + 1, chance.choice(categories), SUBJECTS[n % 8],
                   chance.choice(("resources", "response", "respect")), state, text(received + timedelta(hours=4)),
                   text(received + timedelta(hours=72)), text(received + timedelta(hours=2)) if done else None,
                   text(done) if done else None, text(done) if done else None)  # fmt: skip

    columns = ("id number received channel person_id unit_id building_id category_id subject gap state acknowledge_due due "
               "acknowledged answered resolved")  # fmt: skip
    put(connection, "complaint", columns, rows())


def _documents(
    connection: sqlite3.Connection, names: list[str], phones: list[str], labels: list[str]
) -> None:
    def rows() -> Iterator[tuple[str, int, str, str, str]]:
        for n, (name, phone, label) in enumerate(zip(names, phones, labels, strict=True), 1):
            words = [
                "xkindperson",
                *tokens(name),
                *tokens(label),
                *pinyin_tokens(name),
                *number_tokens(phone),
            ]
            yield "person", n, name, f"{label} · {phone}", " ".join(words)
        for kind, table, column in (
            ("work_order", "work_order", "summary"),
            ("complaint", "complaint", "subject"),
        ):
            for id, number, subject, person in connection.execute(
                f"select id, number, {column}, person_id from {table}"
            ).fetchall():
                name, label = names[person - 1], labels[person - 1]
                words = [
                    f"xkind{kind.replace('_', '')}",
                    *tokens(f"{number} {subject} {label} {name}"),
                    *pinyin_tokens(name),
                ]
                yield kind, id, f"{number} {subject}", f"{label} · {name}", " ".join(words)

    connection.executemany(
        "insert into document (kind, ref, title, subtitle, words) values (?, ?, ?, ?, ?)", rows()
    )
    connection.execute("insert into document_fts (rowid, words) select id, words from document")
