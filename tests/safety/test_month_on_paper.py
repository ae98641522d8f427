"""The month's report as a file (R26): every matter of the month is on it once and its sums are those that plain sqlite3
counts, with none and with many; killed on the way or refused its name, the old file stays."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop import jobs
from fmcrm_desktop.jobs import Job, Running
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.reports import reading
from tests.sample import Sample

MATTERS = int(os.environ.get("FMCRM_PAPER_MATTERS", "80"))
KILLS = int(os.environ.get("FMCRM_PAPER_KILLS", "2"))
"""A release runs FMCRM_PAPER_MATTERS=5000 FMCRM_PAPER_KILLS=100."""
OCTOBER = Options(month=Month(2026, 10), language="en")
ZONE = ZoneInfo("Asia/Shanghai")
FIRST, NEXT = datetime(2026, 10, 1, tzinfo=ZONE), datetime(2026, 11, 1, tzinfo=ZONE)
LONG = "Donaudampfschifffahrtsgesellschaft" * 5
TEXTS = ("Lift stopped", LONG, "水管漏水，厨房", "A & B <b>bold</b> {0} %s", "﷽ 𠮷 é")


@needs("office.settings")
def fill(work: Work, it: Sample, count: int) -> None:
    """Matters of September to November, many at the very edges of October on the office's clock."""
    dice = random.Random(26)
    for table, letter in ((Complaint, "C"), (WorkOrder, "W")):
        rows = []
        for n in range(count):
            edge = dice.choice((FIRST, NEXT)) + timedelta(seconds=dice.randrange(-90, 90))
            received = edge if n % 5 == 0 else FIRST + timedelta(minutes=dice.randrange(-9_000, 53_000))
            ended = received + timedelta(hours=dice.randrange(1, 300)) if dice.random() < 0.7 else None
            received, ended = received.astimezone(UTC), ended and ended.astimezone(UTC)
            row: dict[str, Any] = {
                "number": f"{letter}-99-{n:05}", "received": received, "unit_id": it.unit, "person_id": it.owner,
            }  # fmt: skip
            if table is Complaint:
                row |= {"subject": TEXTS[n % len(TEXTS)], "own_words": "It is so.", "channel": "phone",
                        "state": "resolved" if ended else "received", "answered": ended, "resolved": ended}  # fmt: skip
            else:
                row |= {
                    "summary": TEXTS[n % len(TEXTS)],
                    "done": ended,
                    "state": "closed" if ended else "assigned",
                }
            rows.append(row)
        work.add_many(table, rows)


def printed(office: str, target: Path) -> str:
    class Steps:
        path = target

        def step(self, *_told: object, **_values: object) -> None:
            """Nobody listens."""

    making.make(Steps(), office, "month-pack", OCTOBER)
    return reading.text(target)


def counted(path: Path, table: str, moment: str) -> list[str]:
    """Numbers of the matters whose moment lies in October in Shanghai, by plain sqlite3 and hand-written bounds."""
    with closing(sqlite3.connect(path)) as plain:
        return [
            row[0]
            for row in plain.execute(
                f"select number from {table} where archived is null and {moment} >= '2026-09-30 16:00:00' and {moment}"
                " < '2026-10-31 16:00:00' and number like '_-99-%' order by number"
            )
        ]


@pytest.mark.parametrize("count", [0, MATTERS])
def test_every_matter_of_the_month_is_on_paper_and_the_sums_are_sqlites(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path, count: int
) -> None:
    office.do(fill, sample, count)
    text = printed(str(office_path), tmp_path / "month.pdf")
    again = printed(str(office_path), tmp_path / "again.pdf")
    said = re.compile(r"[CW]-99-\d{5}")
    shown = set(said.findall(text))
    for table, letter in (("complaint", "C"), ("work_order", "W")):
        on_paper = {number for number in shown if number.startswith(letter)}
        assert set(counted(office_path, table, "received")) <= on_paper, table
        with closing(sqlite3.connect(office_path)) as plain:
            later = plain.execute(
                f"select number from {table} where received >= '2026-10-31 16:00:00'"
            ).fetchall()
        assert not on_paper & {row[0] for row in later}, "what came after the month is on its paper"
    assert sorted(said.findall(again)) == sorted(said.findall(text)), "the same month twice is the same"
    for table, received, ended in (("complaint", "received", "resolved"), ("work_order", "received", "done")):
        flow = re.sub(r"\s+", " ", text)
        for moment in (received, ended):
            figure = len(counted(office_path, table, moment))
            assert re.search(rf"(?<![\d,.]){figure:,}(?![\d,.])", flow), (table, moment, figure)
    if count:
        assert "�" not in text and "\x00" not in text
        assert any("水管漏水" in page for page in reading.pages(tmp_path / "month.pdf"))
        assert reading.fonts(tmp_path / "month.pdf"), "every typeface is in the file"


def job(path: Path, target: Path, name: str = "month-pack") -> Job:
    return Job("fmcrm_desktop.reports.making:make", (str(path), name, OCTOBER), target)


def ended(running: Running, seen: Callable[[int], None] = lambda _step: None) -> str:
    """How a job ended; ``seen`` hears the number of each step."""
    heard: list[tuple[Any, ...]] = []

    def hear(message: tuple[Any, ...]) -> None:
        heard.append(message)
        seen(len(heard))

    running.messages(hear)
    return str(heard[-1][0]) if heard else ""


def test_killed_at_any_page_the_old_file_stays_whole(
    office: Office, office_path: Path, sample: Sample, tmp_path: Path
) -> None:
    office.do(fill, sample, 60)
    target = tmp_path / "out" / "month.pdf"
    target.parent.mkdir()
    target.write_bytes(b"the old one")
    killed = 0
    for n in range(KILLS):
        running = Running(job(office_path, target))
        at = n * 5 % 12 + 1
        told = ended(running, lambda step, running=running, at=at: running.kill() if step == at else None)
        killed += told != "done"
        if told == "done":
            assert target.read_bytes().startswith(b"%PDF") and b"%%EOF" in target.read_bytes()[-20:]
            target.write_bytes(b"the old one")
        else:
            assert target.read_bytes() == b"the old one"
        assert [each.name for each in target.parent.iterdir()] == ["month.pdf"]
    assert killed


def test_a_paper_that_cannot_take_its_name_says_so_and_leaves_the_old_one(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    """A viewer on Windows holds its file; here a folder of the name is as unyielding."""
    target = tmp_path / "out" / "month.pdf"
    (target / "inside").mkdir(parents=True)
    heard: list[tuple[Any, ...]] = []
    Running(job(office_path, target, "blank-job-sheet")).messages(heard.append)
    assert heard[-1][0] == "refused" and "open in another program" in heard[-1][1]
    assert heard[-1][2] == {"file": "month.pdf"}
    assert [each.name for each in target.parent.iterdir()] == ["month.pdf"] and (target / "inside").is_dir()


def test_who_writes_a_paper_takes_its_half_file_away_themselves(
    office: Office, office_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work of the other process alone: the window may be gone by then, which would have swept behind it."""
    target = tmp_path / "out" / "month.pdf"
    (target / "inside").mkdir(parents=True)
    seen: list[str] = []
    named = jobs.named

    def seeing(path: Path, wanted: Path) -> None:
        seen.extend(sorted(each.name for each in target.parent.iterdir()))
        named(path, wanted)

    monkeypatch.setattr(jobs, "named", seeing)
    here, there = multiprocessing.Pipe()
    with here:
        jobs._run(there, job(office_path, target, "blank-job-sheet"))
        heard = here.recv()
        while heard[0] == "step":
            heard = here.recv()
    assert heard[0] == "refused"
    assert seen == [f".month.pdf.{os.getpid()}.part", "month.pdf"], (
        "it was written whole before it was refused"
    )
    assert [each.name for each in target.parent.iterdir()] == ["month.pdf"]
