"""What comes to the desk besides calls and orders: visitors at the counter, post, prospects, praise."""

from __future__ import annotations

from datetime import timedelta

from fmcrm_desktop.services import commendations, counter, post_room, prospects
from fmcrm_desktop.services.commendations import CommendationForm
from fmcrm_desktop.services.post_room import HandOverForm, PostForm, ReplyForm
from fmcrm_desktop.services.prospects import LostForm, NewLeadForm, StepForm, WonForm
from tests.month.book import Order
from tests.month.clerk import Clerk
from tests.month.register import Lead, Post, Praise, WalkIn

MANAGER = "Zhou Min"


def come(clerk: Clerk) -> WalkIn:
    """Somebody takes a number at the counter."""
    hand, book = clerk.hand, clerk.book
    if clerk.seen("visitor"):
        hand.go("channels", section="counter")
        hand.deed(counter.arrive)
    else:
        hand.do(counter.arrive)
    ticket = sum(each.came.date() == book.now.date() for each in book.walk_ins) + 1
    book.walk_ins.append(WalkIn(str(ticket), book.now))
    return book.walk_ins[-1]


def _visit_id(clerk: Clerk, it: WalkIn) -> int:
    day = f"{it.came - timedelta(hours=8):%Y-%m-%d}"  # as the file has it: UTC; nobody comes at night
    asked = "select id from counter_visit where ticket = ? and substr(arrived, 1, 10) = ?"
    [(id,)] = clerk.hand.kept(asked, it.ticket, day)
    return int(id)


def call_next(clerk: Clerk) -> WalkIn | None:
    """The clerk is free: whoever has waited longest."""
    hand, called = clerk.hand, clerk.book.call_next()
    if called is None:
        return None
    if clerk.seen("next visitor"):
        hand.go("channels", section="counter")
        hand.deed(counter.call_next)
    else:
        hand.do(counter.call_next)
    return called


def finish(clerk: Clerk, it: WalkIn) -> None:
    """Served, and gone."""
    clerk.hand.do(counter.finish, _visit_id(clerk, it))
    it.gone = clerk.book.now


def give_up(clerk: Clerk, it: WalkIn) -> None:
    """Tired of waiting, if still waiting."""
    if it.served is None:
        clerk.hand.do(counter.leave, _visit_id(clerk, it))
        it.gone = clerk.book.now


def post(clerk: Clerk, channel: str, direction: str, unit: str) -> Post:
    """A letter or a parcel is entered."""
    form = PostForm(channel, direction, person_id=clerk.person_id(clerk.owner(unit)), subject="Rates")
    clerk.hand.do(post_room.add, form)
    made = Post(clerk.number("PO"), channel, direction, clerk.book.now)
    clerk.book.post[made.number] = made
    return made


def answer_letter(clerk: Clerk, it: Post) -> None:
    clerk.hand.do(
        post_room.reply, clerk.hand.id_of("post_item", "number", it.number), ReplyForm("As agreed.")
    )
    it.answered = clerk.book.now


def fetch(clerk: Clerk, it: Post) -> None:
    """The parcel goes."""
    clerk.hand.do(post_room.hand_over, [clerk.hand.id_of("post_item", "number", it.number)], HandOverForm())
    it.fetched = clerk.book.now


def ask_for_flat(clerk: Clerk, name: str) -> Lead:
    """A prospect is entered, with a next step."""
    book = clerk.book
    form = NewLeadForm(name, responsible_id=clerk.staff_id(MANAGER), next_step="Show the flat")
    form.next_day = book.now.date() + timedelta(days=1)
    clerk.hand.do(prospects.add, form)
    made = Lead(clerk.number("N"), name, book.now)
    book.leads[made.number] = made
    return made


def _lead_id(clerk: Clerk, it: Lead) -> int:
    return clerk.hand.id_of("lead", "number", it.number)


def show_flat(clerk: Clerk, it: Lead) -> None:
    """A step further: they have seen it."""
    day = clerk.book.now.date() + timedelta(days=2)
    clerk.hand.do(prospects.step, _lead_id(clerk, it), StepForm("call", "Liked it", "viewing", "Offer", day))
    it.state, it.steps = "viewing", it.steps + 1


def win(clerk: Clerk, it: Lead) -> None:
    """They sign; a person of that name is kept from now on."""
    clerk.hand.do(prospects.close_won, _lead_id(clerk, it), WonForm(why="The view"))
    it.state, it.closed = "won", clerk.book.now


def lose(clerk: Clerk, it: Lead) -> None:
    clerk.hand.do(prospects.lost, _lead_id(clerk, it), LostForm("price", "Too dear"))
    it.state, it.closed = "lost", clerk.book.now


def praise(clerk: Clerk, order: Order) -> None:
    """Somebody praises who did an order."""
    form = CommendationForm("He was quick and clean.", staff_id=clerk.staff_id(order.staff))
    form.person_id, form.order_id = clerk.person_id(order.person), clerk.order_id(order)
    clerk.hand.do(commendations.add, form)
    clerk.book.praise.append(Praise(clerk.number("M"), clerk.book.now, order.staff))
