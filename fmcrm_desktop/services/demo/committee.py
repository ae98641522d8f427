"""The demo's owners' committee: five members, two meetings with decisions by floor area, three opinions, a dispute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import (
    BodyForm,
    ItemLine,
    MeetingForm,
    MemberLine,
    OpinionForm,
    PartyLine,
    ReplyForm,
    TalkForm,
)
from fmcrm_desktop.services.demo.stage import Stage

POSTS = ("chair", "deputy", "member", "member", "member")
MEETINGS = (
    (24, (("Report of the office on October", "服务中心十月工作汇报", "The report was read. Questions were asked about the lift in building 1.\n电梯停运次数偏多，请服务中心说明。", None),
          ("Repair of the lift in building 1", "1号楼电梯大修", "Three quotations were compared; the middle one includes two years of warranty.\n比较了三份报价，中间一家含两年质保。",
           ("The lift in building 1 gets a new drive, paid from the maintenance fund.", "1号楼电梯更换曳引机，费用从维修资金列支。", ("yes", "yes", "yes", "no", "abstained"), 40)))),
    (9, (("Light over the bicycle stand", "自行车棚照明", "The lamp is there; the cable is missing.\n灯已到位，缺电缆。", ("Two lamps are put up over the bicycle stand.", "自行车棚加装两盏灯。", ("yes", "yes", "yes", "yes", ""), -2)),
         ("Parking fees", "停车费", "No agreement: some want them raised at once, others only for second cars.\n意见不一：有人主张立即上调，有人主张只对第二辆车上调。",
          ("Parking fees go up by ten per cent from January.", "停车费自一月起上调百分之十。", ("no", "yes", "no", "no", "abstained"), None)))),
)  # fmt: skip
"""How many days ago; items with what was said; what was decided, the votes, and in how many days it is due."""
OPINIONS = (
    (16, "The stairs of building 2 are cleaned too late in the morning.", "Since this week they are cleaned before eight.", 7),
    (12, "二号楼门禁夜里经常打不开，请尽快处理。", "", 7),
    (3, "Please tell us two days before the water is turned off, not one.", "", 7),
)  # fmt: skip


def committee_of(stage: Stage) -> None:
    """All of it, without chance."""
    work = stage.work
    people = list(dict.fromkeys(dweller.person for dweller in stage.cast.dwellers[::9]))[:5]
    since = stage.until - timedelta(days=400)
    members = tuple(
        MemberLine(person, post, since) for person, post in zip(people, POSTS, strict=False)
    )
    body = committee.add_body(
        work,
        BodyForm("Owners' committee of Willow Court", "柳苑业主委员会", members=members, counts="area"),
    )
    for days, items in MEETINGS:
        _meeting(stage, body, days, items)
    for at, (days, said, answer, given) in enumerate(OPINIONS):
        brought = stage.at(stage.until - timedelta(days=days), 10)
        due = stage.until - timedelta(days=days - given)
        form = OpinionForm(said, body, people[at % len(people)], brought, stage.cast.clerks[at % 2], due)
        id = committee.add_opinion(work, form)
        if answer:
            committee.reply(work, id, ReplyForm(answer, brought.date() + timedelta(days=2)))
    _dispute(stage, body, people)
    committee.put_ready(work)


def _meeting(stage: Stage, body: int, days: int, items: tuple[tuple[object, ...], ...]) -> None:
    work, day = stage.work, stage.until - timedelta(days=days)
    agenda = tuple(ItemLine(str(title), str(other)) for title, other, *_rest in items)
    form = MeetingForm(
        body, "", stage.at(day, 19), stage.at(day, 21), "Hall 活动室", agenda=agenda, overrule="Evening 晚间"
    )
    id = committee.add_meeting(work, form)
    committee.attend(work, id, replace(committee.attendance_form(work, id), minuted_by="Li Na 李娜"))
    for item, (_title, _other, said, vote) in zip(committee.meeting_card(work, id).items, items, strict=True):
        written = committee.minutes_form(work, item.id)
        committee.write_minutes(work, item.id, replace(written, minutes=str(said)))
        if isinstance(vote, tuple):
            text, other_text, votes, due = vote
            decision = committee.draft_decision(work, id, item.id)
            decision.text, decision.other_text = text, other_text
            for line, said_vote in zip(decision.votes, votes, strict=False):
                line.vote = said_vote
            decision.responsible_id = stage.cast.clerks[0]
            decision.due_day = stage.until + timedelta(days=due) if due is not None else None
            committee.decide(work, id, decision)


def _dispute(stage: Stage, body: int, people: list[int]) -> None:
    work, day = stage.work, stage.until - timedelta(days=30)
    form = committee.draft_dispute(work, {"body_id": body})
    form.matter = (
        "Piano practice after ten in the evening; the neighbour below works early shifts.\n"
        "晚上十点后仍有人练琴，楼下邻居要上早班。"
    )
    form.opened = day
    form.parties = (
        PartyLine("person", people[0], "Quiet after nine 九点后安静"), PartyLine("person", people[-1], "An hour every evening 每晚一小时"),
        PartyLine("committee"),
    )  # fmt: skip
    id = committee.add_dispute(work, form)
    told = "Both said how their evenings are. 双方说明了各自的作息。"
    committee.talk(work, id, TalkForm(day + timedelta(days=4), "Both, Li Na 双方、李娜", told, "Practice ends at half past eight 八点半前停止"))
    settled = "Practice from seven to half past eight; kept since. 七点至八点半练琴，双方至今遵守。"
    outcome = replace(committee.outcome_form(work, id), outcome=settled)
    committee.close(work, id, replace(outcome, state="settled", closed_day=day + timedelta(days=20)))


