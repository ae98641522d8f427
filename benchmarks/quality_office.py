"""An office of 50,000 complaints within two years, with all that hangs on them, written by plain sqlite3."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.generate import FAMILY, GIVEN, SUBJECTS, UNTIL, kept, put, text
from fmcrm_desktop.model.complaint import ACTION_KINDS, CHANNELS, CRITERIA, GAPS, LOSSES, NEEDS
from fmcrm_desktop.model.reading import pinyin_tokens, sort_key, tokens

COMPLAINTS = 50_000
PEOPLE, BUILDINGS, STAFF = 20_000, 100, 25
DAYS = 730
ORDERS, CALLS = 50_000, 50_000
WORDS = (
    "Greet first",
    "Second person at the desk",
    "Check the lamp each week",
    "Call before the visit",
    "Explain the bill",
)


def office() -> Path:
    """The file, made once for each state of the schema."""
    return kept("complaints", Path(__file__), fill)


def fill(path: Path) -> None:
    chance = random.Random(11)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("begin")
        names, labels = _people(raw, chance)
        _orders(raw, chance)
        complaints = list(_complaints(raw, chance))
        put(
            raw, "complaint",
            "id number received channel anonymous person_id unit_id building_id category_id subject own_words gap severity "
            "loss state responsible_id concerned_id acknowledge_due due acknowledged answered resolved follow_up_due "
            "followed_up follow_up_rating handed_off answer lesson",
            complaints,
        )  # fmt: skip
        _hanging(raw, chance, complaints)
        _actions(raw, chance, complaints)
        _documents(raw, complaints, names, labels)
        raw.execute("commit")
        raw.execute("analyze")
        raw.commit()


def _people(raw: sqlite3.Connection, chance: random.Random) -> tuple[list[str], list[str]]:
    put(raw, "site", "id name", [(1, "Willow Court")])
    put(raw, "building", "id site_id code sort_key kind",
        ((n, 1, str(n), f"{n:06d}", "residential") for n in range(1, BUILDINGS + 1)))  # fmt: skip
    labels = [
        f"{n % BUILDINGS + 1}-{n // BUILDINGS // 4 + 1:02d}{n // BUILDINGS % 4 + 1:02d}"
        for n in range(PEOPLE)
    ]
    put(raw, "unit", "id building_id code label sort_key kind",
        ((n + 1, n % BUILDINGS + 1, label.split("-")[1], label, sort_key(label), "unit") for n, label in enumerate(labels)))  # fmt: skip
    names = [f"{chance.choice(FAMILY)}{chance.choice(GIVEN)}{chance.choice(GIVEN)}" for _ in range(PEOPLE)]
    put(raw, "person", "id kind name sort_key",
        ((n + 1, "person", name, sort_key(name)) for n, name in enumerate(names)))  # fmt: skip
    put(raw, "relation", "person_id unit_id role", ((n + 1, n + 1, "owner") for n in range(PEOPLE)))
    put(raw, "staff", "id name role",
        ((n, f"{FAMILY[n % 20]}{GIVEN[n % 24]}", "clerk") for n in range(2, STAFF + 1)))  # fmt: skip
    return names, labels


def _moments(chance: random.Random, count: int) -> list[datetime]:
    minutes = sorted(chance.randrange(DAYS * 1440) for _ in range(count))
    return [UNTIL - timedelta(days=DAYS) + timedelta(minutes=each) for each in minutes]


def _orders(raw: sqlite3.Connection, chance: random.Random) -> None:
    """Requests with their orders, and calls: what comes in by the other points of contact."""
    moments = _moments(chance, ORDERS)
    put(raw, "request", "id received channel person_id",
        ((n, text(moment), chance.choice(("phone", "phone", "counter", "message")), chance.randrange(PEOPLE) + 1)
         for n, moment in enumerate(moments, 1)))  # fmt: skip
    put(raw, "work_order",
        "id number request_id received person_id unit_id building_id category_id summary priority state respond_due responded "
        "done closed rating way",
        ((n, f"W-{moment:%y%m}-{n:06d}", n, text(moment), n % PEOPLE + 1, n % PEOPLE + 1, n % PEOPLE % BUILDINGS + 1,
          n % 10 + 1, SUBJECTS[n % 8], "normal", "closed" if n < ORDERS - 300 else "requested", text(moment + timedelta(hours=4)),
          text(moment + timedelta(minutes=chance.randrange(400))), text(moment + timedelta(days=2)),
          text(moment + timedelta(days=3)), chance.choice((None, None, 3, 4, 5)), "on_site")
         for n, moment in enumerate(moments, 1)))  # fmt: skip
    put(raw, "call", "id direction started seconds person_id topic outcome",
        ((n, "in", text(moment), 120, chance.randrange(PEOPLE) + 1, "Repair",
          chance.choice(("answered", "answered", "passed_on", "missed")))
         for n, moment in enumerate(_moments(chance, CALLS), 1)))  # fmt: skip


def _complaints(raw: sqlite3.Connection, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    trades = [row[0] for row in raw.execute("select id from category where subject = 'complaint'")]
    gaps, losses = (*GAPS, ""), (*LOSSES, *[""] * 8)
    for n, received in enumerate(_moments(chance, COMPLAINTS), 1):
        who = chance.randrange(PEOPLE)
        nobody = chance.random() < 0.05
        young = UNTIL - received < timedelta(days=14)
        state = chance.choice(OPEN_STATES) if young else chance.choice(OLD_STATES)
        done = state in ("resolved", "followed_up")
        first = received + timedelta(minutes=chance.randrange(600))
        ended = received + timedelta(hours=chance.randrange(12, 120))
        yield (
            n, f"C-{received:%y%m}-{n:05d}", text(received), chance.choice(list(CHANNELS)), int(nobody),
            None if nobody else who + 1, None if nobody else who + 1, who % BUILDINGS + 1, chance.choice(trades),
            SUBJECTS[n % 8], f"{SUBJECTS[n % 8]} since Tuesday, and nobody called back.", chance.choice(gaps),
            chance.choice((None, 1, 2, 3, 4, 5)), chance.choice(losses), state, chance.randrange(STAFF) + 1,
            chance.choice((None, chance.randrange(STAFF) + 1)), text(received + timedelta(hours=4)),
            text(received + timedelta(days=3)), None if state == "received" else text(first),
            text(ended) if done else None, text(ended) if done else None, text(ended + timedelta(days=14)) if done else None,
            text(ended + timedelta(days=13)) if state == "followed_up" else None,
            chance.choice((None, 3, 4, 5)) if state == "followed_up" else None, chance.choice((0, 0, 1)),
            "We are sorry; it is mended." if done else "", "Looked at weekly." if state == "followed_up" else "",
        )  # fmt: skip


OPEN_STATES = ("received", "acknowledged", "investigating", "action_agreed", "resolved")
OLD_STATES = (*["followed_up"] * 400, "resolved", *["withdrawn"] * 20)


def _hanging(raw: sqlite3.Connection, chance: random.Random, complaints: list[tuple[Any, ...]]) -> None:
    """History, criteria and needs, other people, orders it is about."""
    put(raw, "move", "subject subject_id from_state to_state moment staff_id",
        (("complaint", row[0], before, after, row[2], 1) for row in complaints
         for before, after in (("", "received"), ("received", "acknowledged"), ("acknowledged", "resolved"))))  # fmt: skip
    raw.execute(
        "insert into move (subject, subject_id, from_state, to_state, moment, staff_id, why, rating) select 'complaint', id, "
        "'resolved', 'followed_up', followed_up, 1, '', follow_up_rating from complaint where followed_up is not null"
    )
    put(raw, "complaint_aspect", "complaint_id kind value",
        ((row[0], kind, chance.choice(list(among))) for row in complaints
         for kind, among in (("criterion", CRITERIA), ("need", NEEDS))))  # fmt: skip
    put(raw, "complaint_person", "complaint_id person_id",
        ((row[0], chance.randrange(PEOPLE) + 1) for row in complaints if row[0] % 10 == 0))  # fmt: skip
    put(raw, "complaint_order", "complaint_id order_id",
        ((row[0], chance.randrange(ORDERS) + 1) for row in complaints if row[0] % 7 == 0))  # fmt: skip


def _actions(raw: sqlite3.Connection, chance: random.Random, complaints: list[tuple[Any, ...]]) -> None:
    """As many actions as complaints, a few of them still to be carried out; a fiftieth of the office's own accord."""

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in complaints:
            agreed = datetime.fromisoformat(row[2]).date()
            due = agreed + timedelta(days=chance.randrange(5, 60))
            young = UNTIL.date() - agreed < timedelta(days=60)
            done = (
                due + timedelta(days=chance.randrange(-4, 4))
                if chance.random() < (0.6 if young else 0.998)
                else None
            )
            yield (row[0] if row[0] % 50 else None, chance.choice(list(ACTION_KINDS)), f"{chance.choice(WORDS)} {row[0]}",
                   chance.randrange(STAFF) + 1, str(due), str(done) if done else None, "Seen" if done else "")  # fmt: skip

    put(raw, "corrective_action", "complaint_id kind text responsible_id due_day done_day proof", rows())


def _documents(
    raw: sqlite3.Connection, complaints: list[tuple[Any, ...]], names: list[str], labels: list[str]
) -> None:
    def rows() -> Iterator[tuple[str, int, str, str, str]]:
        for n, (name, label) in enumerate(zip(names, labels, strict=True), 1):
            words = ["xkindperson", *tokens(f"{name} {label}"), *pinyin_tokens(name)]
            yield "person", n, name, label, " ".join(words)
        for row in complaints:
            name, label = (names[row[5] - 1], labels[row[5] - 1]) if row[5] else ("", "")
            words = ["xkindcomplaint", *tokens(f"{row[1]} {row[9]} {label} {name}"), *pinyin_tokens(name)]
            yield "complaint", row[0], f"{row[1]} {row[9]}", f"{label} · {name}", " ".join(words)

    raw.executemany("insert into document (kind, ref, title, subtitle, words) values (?, ?, ?, ?, ?)", rows())
    raw.execute("insert into document_fts (rowid, words) select id, words from document")
