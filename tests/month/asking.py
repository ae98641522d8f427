"""A survey round whose sheets are typed in, and a meeting of the owners' committee that votes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from PySide6.QtCore import Qt

from fmcrm_desktop.services import committee, questionnaires, survey_answers, surveys
from fmcrm_desktop.services.committee import BodyForm, ItemLine, MeetingForm, MemberLine
from fmcrm_desktop.services.questionnaires import QuestionLine, QuestionnaireForm
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm
from tests.month.book import Sheet, Vote
from tests.month.clerk import Clerk
from tests.month.orders import utc
from tests.month.register import Meeting
from tests.ui.at_work import commit, top_window

QUESTIONS = ("Polite?", "Quick?", "Clean?", "Fair?")
ROUND = "Autumn round"


def send_out(clerk: Clerk, copies: int) -> None:
    """A form of four questions, so many copies of it."""
    hand = clerk.hand
    lines = tuple(QuestionLine(text, "", "five") for text in QUESTIONS)
    asked = hand.do(questionnaires.add, QuestionnaireForm("Autumn form", questions=lines))
    round = hand.do(surveys.add, RoundForm(asked, ROUND, from_day=clerk.book.now.date()))
    hand.do(surveys.make_copies, round, CopiesForm(copies))
    clerk.book.asked = copies


def type_in(clerk: Clerk, chance: Random, count: int) -> None:
    """The sheets that came back, one after the other: code, Enter, four figures, Enter."""
    hand, book = clerk.hand, clerk.book
    codes = [code for (code,) in hand.kept("select code from survey_sheet order by id limit ?", count)]
    for code in codes:
        clerk.at(book.now + timedelta(minutes=1))
        answers = tuple(chance.choice((None, 1, 2, 3, 4, 4, 5, 5)) for _ in QUESTIONS)
        if clerk.seen("sheet"):
            hand.go("surveys", section="answers")
            top_window()  # a dialog closed a moment ago: without a desktop nobody makes the window active again
            hand.mouse.click(hand.tab.part.code)
            hand.waiter.waitUntil(hand.tab.part.code.hasFocus)
            commit(code.lower())
            hand.keys.press(Qt.Key.Key_Return)
            hand.settle()
            for each in answers:
                hand.keys.press(Qt.Key.Key_Space) if each is None else commit(str(each))
            hand.keys.press(Qt.Key.Key_Return)
            hand.settle()
        else:
            sheet = hand.office.ask(survey_answers.by_code, code)
            given = [
                survey_answers.Given(question.id, value=value)
                for question, value in zip(sheet.questions, answers, strict=True)
            ]
            hand.do(survey_answers.save, sheet.id, 1, given)
        book.sheets.append(Sheet(ROUND, code, book.now, answers))


def meet(clerk: Clerk, units: list[str], votes: tuple[str, ...]) -> None:
    """The committee sits, votes on the lift, and the clerk writes down each vote."""
    hand, book = clerk.hand, clerk.book
    people = [clerk.owner(unit) for unit in units]
    members = tuple(
        MemberLine(clerk.person_id(name), "chair" if at == 0 else "member", date(2025, 1, 1))
        for at, name in enumerate(people)
    )
    body = hand.do(committee.add_body, BodyForm("Willow committee", "柳苑业委会", members=members))
    ends = book.now + timedelta(minutes=95)
    form = MeetingForm(body, "Autumn meeting", utc(book.now), utc(ends), agenda=(ItemLine("The lift"),))
    form.staff = (clerk.staff_id("Zhou Min"),)
    book.meetings.append(Meeting("Zhou Min", book.now, ends))
    meeting = hand.do(committee.add_meeting, form)
    attendance = hand.office.ask(committee.attendance_form, meeting)
    hand.do(committee.attend, meeting, attendance)
    hand.go("committee", meeting, section="meetings")
    hand.press("Decide: The lift")
    for at, vote in enumerate(votes):
        hand.choose_nth("Vote", at, {"yes": "In favour", "no": "Against", "abstained": "Abstained"}[vote])
    hand.save("Decision")
    clerk.seen("vote")
    book.votes["The lift"] = [Vote(name, vote) for name, vote in zip(people, votes, strict=True)]
