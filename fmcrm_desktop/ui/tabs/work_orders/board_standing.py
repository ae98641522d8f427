"""Where the keyboard stands on the dispatch board, what lies there, and what would speak against a job there."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import dispatch
from fmcrm_desktop.services.dispatch import Block, BoardSheet, Ground, Held, Job, Objection
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim, BoardPlan, Box, Spot, minutes_of

MORNING = 9 * 60


class Standing:
    """The plan of a board with the keyboard's place in it: a person and a minute, and the entry that has the focus."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.plan = BoardPlan(words.zone)
        self.spot = Spot(0, self.plan.day + MORNING)
        self.focused: int | None = None
        self.chosen: Job | None = None
        """The card at the left, which Enter puts at the keyboard's place."""

    def show(self, sheet: BoardSheet, width: int) -> None:
        """Lay another sheet out; the focused entry stays focused where it is still there."""
        plan, before = self.plan, self.entry
        turned = (sheet.first_day, sheet.days) != (plan.sheet.first_day, plan.sheet.days)
        minute = MORNING if plan.week else self.spot.at % DAY
        plan.arrange(sheet, width)
        if turned:
            self.spot = Spot(self.spot.who, self._home() + max(minute, plan.first))
        if plan.row_of(self.spot.who) is None and plan.rows:
            self.spot = self.spot._replace(who=plan.rows[0].worker.id)
        self.focused = self._same(before)

    def _home(self) -> int:
        """The day the keyboard begins on: the one it was on, else today, else the first."""
        first, days = self.plan.day // DAY, self.plan.sheet.days
        for day in (self.spot.at // DAY, self.plan.sheet.now.astimezone(self.words.zone).toordinal()):
            if first <= day < first + days:
                return day * DAY
        return first * DAY

    def _same(self, before: Block | Held | None) -> int | None:
        """The same block in the new sheet; without one whatever lies at the keyboard's place."""
        if isinstance(before, Block):
            for key, entry in enumerate(self.plan.entries):
                if isinstance(entry, Block) and entry.id == before.id:
                    begin, _end = minutes_of(entry.starts, entry.ends, self.words.zone)
                    who = self.spot.who if self.spot.who in entry.job.staff else entry.job.staff[0]
                    self.spot = Spot(who, begin)
                    return key
        return next(iter(self.keys_at(self.spot)), None)

    @property
    def entry(self) -> Block | Held | None:
        """What has the keyboard."""
        return self.plan.entries[self.focused] if self.focused is not None else None

    @property
    def job(self) -> Job | None:
        """The job of the block that has the keyboard, else of the card chosen at the left."""
        return self.entry.job if isinstance(self.entry, Block) else self.chosen

    @property
    def names(self) -> dict[int, str]:
        return {worker.id: known(self.words, worker.name) for worker in self.plan.sheet.workers}

    def name(self, who: int) -> str:
        return self.names.get(who, "")

    def against(self, job: Job, aim: Aim) -> list[Objection]:
        """What speaks against a job there."""
        row, sheet = self.plan.row_of(aim.who), self.plan.sheet
        if row is None:
            return []
        return dispatch.against(row.worker, job, aim.span(self.words.zone), self._ground(sheet))

    def _ground(self, sheet: BoardSheet) -> Ground:
        return Ground(self.words.zone, sheet.now, sheet.buildings, sheet.travel)

    def aim_at(self, spot: Spot, job: Job | None) -> Aim:
        """Where a card would lie: in the week at the first free time of that day."""
        minutes = job.minutes if job is not None else 30
        row = self.plan.row_of(spot.who)
        if not self.plan.week or row is None:
            return Aim(spot.who, spot.at, spot.at + minutes)
        day = spot.at // DAY * DAY
        if job is not None:
            whole = Aim(spot.who, day, day + DAY).span(self.words.zone)
            found = dispatch.first_time(row.worker, job, whole, self._ground(self.plan.sheet))
            if found is not None:
                return Aim(spot.who, *minutes_of(*found, self.words.zone))
        return Aim(spot.who, day + MORNING, day + MORNING + minutes)

    def lies(self, key: int, who: int) -> Aim:
        """Where an entry lies now."""
        entry = self.plan.entries[key]
        return Aim(who, *minutes_of(entry.starts, entry.ends, self.words.zone))

    def keys_at(self, spot: Spot) -> list[int]:
        """The entries at a place of the keyboard, from above."""
        length = DAY if self.plan.week else 30
        start = spot.at // DAY * DAY if self.plan.week else spot.at
        found: list[Box] = []
        for box in self.plan.boxes:
            if box.who == spot.who:
                lies = self.lies(box.key, box.who)
                if lies.start < start + length and start < lies.end:
                    found.append(box)
        return [box.key for box in sorted(found, key=lambda box: (box.top, box.left))]

    def told(self, job: Job | None, aim: Aim) -> str:
        """A place in words, with what speaks against the job there."""
        said = board_words.aimed(aim, self.name(aim.who), self.words)
        if job is None:
            free = self.words(N_("free"))
            return f"{said}: {free}"
        return f"{said}: {board_words.objections(self.against(job, aim), self.words)}"
