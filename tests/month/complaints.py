"""Complaints: registered, thanked, looked into, an action agreed, answered, resolved, followed up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.complaints import (
    AcknowledgeForm,
    AnswerForm,
    ComplaintForm,
    FollowUpForm,
    GiveForm,
    ReasonForm,
    ResolveForm,
)
from tests.month.book import Complaint
from tests.month.clerk import Clerk
from tests.month.orders import CHANNELS
from tests.ui.at_work import told


def register(clerk: Clerk, unit: str, words: str, channel: str = "counter", about: str = "") -> Complaint:
    """A complaint in the customer's own words; ``about`` is the member of staff it names."""
    hand, book, person = clerk.hand, clerk.book, clerk.owner(unit)
    if not about and clerk.seen("complaint"):
        hand.keys.press(Qt.Key.Key_F4)
        hand.settle()
        hand.type("In the customer's own words", words)
        hand.mouse.pick("Person", person)
        hand.at_home(unit)
        hand.mouse.choose("Channel", CHANNELS[channel])
        hand.press("Register")
        told(hand.window, "registered")
        hand.settle()
    else:
        form = ComplaintForm(words, person_id=clerk.person_id(person), unit_id=clerk.unit_id(unit))
        form.channel = channel
        form.concerned_id = clerk.staff_id(about) if about else None
        hand.do(complaints.register, form)
    return book.register(Complaint(clerk.number("C"), book.now, channel, unit, about=about))


def _id(clerk: Clerk, it: Complaint) -> int:
    return clerk.hand.id_of("complaint", "number", it.number)


def _step(clerk: Clerk, it: Complaint, case: Any, form: Any, **typed: str) -> None:
    """One step: pressed and typed where it is seen, else through the door with ``form``."""
    hand = clerk.hand
    if clerk.seen(case.__name__):
        hand.go("complaints", _id(clerk, it))
        hand.deed(case)
        rating = typed.pop("rating", "")
        hand.fill(**typed)
        if rating:
            hand.mouse.choose("The customer's rating", RATINGS[int(rating)])
        hand.save()
    else:
        hand.do(case, _id(clerk, it), form)


def acknowledge(clerk: Clerk, it: Complaint) -> None:
    _step(clerk, it, complaints.acknowledge, AcknowledgeForm("Thank you"), What_they_are_told="Thank you")
    clerk.book.step(it, "acknowledged")


def investigate(clerk: Clerk, it: Complaint) -> None:
    _step(clerk, it, complaints.investigate, GiveForm(clerk.staff_id("Zhou Min")))
    clerk.book.step(it, "investigating")


def agree(clerk: Clerk, it: Complaint) -> None:
    form = ActionForm(text="A notice within the hour")
    _step(clerk, it, complaints.agree_action, form, What_will_be_changed="A notice within the hour")
    clerk.book.step(it, "action_agreed")


def answer(clerk: Clerk, it: Complaint) -> None:
    form = AnswerForm("It was our mistake.")
    _step(clerk, it, complaints.answer, form, Answer_to_the_person="It was our mistake.")
    clerk.book.step(it, "answered")


def resolve(clerk: Clerk, it: Complaint) -> None:
    form = ResolveForm("It was our mistake.", lesson="Tell people first.")
    _step(clerk, it, complaints.resolve, form, What_we_learned_and_changed="Tell people first.")
    clerk.book.step(it, "resolved")


def follow_up(clerk: Clerk, it: Complaint, rating: int) -> None:
    form = FollowUpForm("Tell people first.", "Fine now", rating)
    _step(clerk, it, complaints.follow_up, form, What_the_person_says_now="Fine now", rating=str(rating))
    clerk.book.step(it, "followed_up", rating)


def withdraw(clerk: Clerk, it: Complaint) -> None:
    clerk.hand.do(complaints.withdraw, _id(clerk, it), ReasonForm("A misunderstanding"))
    clerk.book.step(it, "withdrawn")


def reopen(clerk: Clerk, it: Complaint) -> None:
    """The answer did not hold."""
    _step(clerk, it, complaints.reopen, ReasonForm("It stopped again"), Why="It stopped again")
    clerk.book.ask_again(it)
