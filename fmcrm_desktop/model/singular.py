"""English sentences about one thing: what a sentence of many says when its number is one. Chinese has no such forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES = re.compile(r"{([^}]*)}")

_MANY = """
{count} buildings|1 building
{count} units|1 unit
{count} calls|1 call
{count} calls are from before {day}.|1 call is from before {day}.
{count} complaints|1 complaint
{count} work orders|1 work order
{count} people|1 person
{count} bytes|1 byte
{count} fees|1 fee
{count} jobs|1 job
{count} letters|1 letter
{count} lines|1 line
{count} messages|1 message
{count} notices|1 notice
{count} numbers|1 number
{count} pairs|1 pair
{count} promises|1 promise
{count} records|1 record
{count} rows|1 row
{count} rows copied|1 row copied
{count} rows written: {path}|1 row written: {path}
{count} topics|1 topic
{count} bills made|1 bill made
{count} prices raised|1 price raised
{count} files kept|1 file kept
{count} templates put in.|1 template put in.
{count} conflicts on these days|1 conflict on these days
{count} conflicts this week|1 conflict this week
{n} clashes|1 clash
{n} answers|1 answer
{count} complaints in this period|1 complaint in this period
{count} contacts in this period|1 contact in this period
{count} customers counted|1 customer counted
{count} customers have a new tier|1 customer has a new tier
{count} prospects entered|1 prospect entered
{count} prospects on the board|1 prospect on the board
{count} orders × {price}|1 order × {price}
{count} units without area|1 unit without area
{count} targets of its own|1 target of its own
{count} complaints came in, as many as in {month}.|1 complaint came in, as many as in {month}.
{count} complaints came in, {more} fewer than in {month}.|1 complaint came in, {more} fewer than in {month}.
{count} complaints came in, {more} more than in {month}.|1 complaint came in, {more} more than in {month}.
{count} complaints are past their due moment and not settled.|\
1 complaint is past its due moment and not settled.
{count} complaints were settled without anything learned from them.|\
1 complaint was settled without anything learned from it.
{count} matters that had been settled came back.|1 matter that had been settled came back.
{count} promises to customers were not kept.|1 promise to a customer was not kept.
{count} letters are in {folder}.|1 letter is in {folder}.
Erased in {count} records.|Erased in 1 record.
Ranked among {count} customers, counted {moment}.|Ranked among 1 customer, counted {moment}.
Reopened {count} times|Reopened once
{count} days would be added|1 day would be added
{place}: {count} days would be added|{place}: 1 day would be added
{repeat}, {count} times|{repeat}, once
{days} days|1 day
{n} days|1 day
{n} days ago|1 day ago
{n} days before|1 day before
{n} days after resolving|1 day after resolving
{n} days after the last time|1 day after the last time
within {n} days|within 1 day
in {n} days|in 1 day
answered within {n} days|answered within 1 day
offered after {n} months|offered after 1 month
every {n} days|every day
every {n} months|every month
{n} minutes before|1 minute before
{n} minutes idle|1 minute idle
{n} call-backs due|1 call-back due
{n} complaints|1 complaint
{n} orders|1 order
{n} others|1 other
{n} prospects|1 prospect
{n} people|1 person
{n} work orders|1 work order
{n} unread messages|1 unread message
{count} call lists|1 call list
{count} people added|1 person added
{points} points|1 point
{n} ratings|1 rating
{n} tries|1 try
{n} times|once
{n} mails wait|1 mail waits
{n} lines given|1 line given
{n} lines shared out|1 line shared out
{n} sheets typed in|1 sheet typed in
{n} differences wait to be settled|1 difference waits to be settled
{n} notices hang from today|1 notice hangs from today
{pages} pages printed.|1 page printed.
{month} complaints this month · {open} open|1 complaint this month · {open} open
{name} days later: due {end}|1 day later: due {end}
{count} long cells were cut at what a spreadsheet takes.|1 long cell was cut at what a spreadsheet takes.
{count} empty fields are filled from the other record.|1 empty field is filled from the other record.
{count} more reasons are in the file of the rows not taken.|1 more reason is in the file of the rows not taken.
{count} actions are marked. A field left empty stays as it is.|\
1 action is marked. A field left empty stays as it is.
{count} agreements are marked.|1 agreement is marked.
{count} articles are marked. A field left empty stays as it is.|\
1 article is marked. A field left empty stays as it is.
{count} buildings are marked. A field left empty stays as it is.|\
1 building is marked. A field left empty stays as it is.
{count} calls are marked. A field left empty stays as it is.|\
1 call is marked. A field left empty stays as it is.
{count} cases are marked. A field left empty stays as it is.|\
1 case is marked. A field left empty stays as it is.
{count} complaints are marked. A field left empty stays as it is.|\
1 complaint is marked. A field left empty stays as it is.
{count} entries are marked. A field left empty stays as it is.|\
1 entry is marked. A field left empty stays as it is.
{count} parts are marked. A field left empty stays as it is.|\
1 part is marked. A field left empty stays as it is.
{count} people are marked. A field left empty stays as it is.|\
1 person is marked. A field left empty stays as it is.
{count} procedures are marked. A field left empty stays as it is.|\
1 procedure is marked. A field left empty stays as it is.
{count} prospects are marked. A field left empty stays as it is.|\
1 prospect is marked. A field left empty stays as it is.
{count} suggestions are marked. A field left empty stays as it is.|\
1 suggestion is marked. A field left empty stays as it is.
{count} units are marked. A field left empty stays as it is.|\
1 unit is marked. A field left empty stays as it is.
{count} work orders are marked. A field left empty stays as it is.|\
1 work order is marked. A field left empty stays as it is.
{count} pieces of equipment are marked. A field left empty stays as it is.|\
1 piece of equipment is marked. A field left empty stays as it is.
{count} staff are marked. A field left empty stays as it is.|\
1 member of staff is marked. A field left empty stays as it is.
{n} people were marked.|1 person was marked.
To {count} people|To 1 person
{count} people get no letter.|1 person gets no letter.
{count} people have no address and no label.|1 person has no address and no label.
{count} prospects were left alone since before {day}.|1 prospect was left alone since before {day}.
{count} rows cannot be taken, so nothing was. The first is in line {line}.|\
1 row cannot be taken, so nothing was. It is in line {line}.
{count} rows have two names in one cell (line {lines}) and make one person of them. Give each person a row of their \
own with the same unit, then choose the file once more.|\
1 row has two names in one cell (line {lines}) and makes one person of them. Give each person a row of their own \
with the same unit, then choose the file once more.
{count} rows may mean what the office has already. Nothing is thrown together unasked: say what each is.|\
1 row may mean what the office has already. Nothing is thrown together unasked: say what it is.
{count} rows name an owner by a number that nobody has. Import the people, then this file once more.|\
1 row names an owner by a number that nobody has. Import the people, then this file once more.
{count} tiers are set by hand and stay.|1 tier is set by hand and stays.
{count} units count nothing, for their floor area is not known.|\
1 unit counts nothing, for its floor area is not known.
{count} members of staff hold “{post}”. Give them another post first.|\
1 member of staff holds “{post}”. Give them another post first.
{count} files are missing or not as they were, first “{name}”. Restore the newest backup.|\
1 file is missing or not as it was: “{name}”. Restore the newest backup.
{count} agreements are charged, {amount} in all. What is made already is not made twice.|\
1 agreement is charged, {amount} in all. What is made already is not made twice.
{count} grave complaints came in or are still open.|1 grave complaint came in or is still open.
{count} work orders are past their due moment and not done.|1 work order is past its due moment and not done.
{count} work orders, together {amount}|1 work order, together {amount}
Building {code} has {count} units. Archive them first.|Building {code} has 1 unit. Archive it first.
Entrance {code} has {count} units. Give them another one first.|\
Entrance {code} has 1 unit. Give it another one first.
The site {name} has {count} buildings. Archive them first.|The site {name} has 1 building. Archive it first.
{name} has {count} open matters. Close them first, or give them to somebody else.|\
{name} has 1 open matter. Close it first, or give it to somebody else.
{unit} has {count} open matters. Close them first.|{unit} has 1 open matter. Close it first.
{count} open matters carry “{name}”. Give them another category first.|\
1 open matter carries “{name}”. Give it another category first.
Those who change have {count} open work orders.|Those who change have 1 open work order.
{n} work orders done by vendors|1 work order done by vendors
came {n} times|came once
the same again within {n} days|the same again within 1 day
every {n} months on {place}|every month on {place}
every {n} weeks on {days}|every week on {days}
every {n} years on {day}|every year on {day}
"""

SINGULAR = dict(line.split("|") for line in _MANY.replace("|\\\n", "|").split("\n") if line)
"""What is said of many → what is said of one. The place that the second has no longer is the number."""


def singular(text: str, values: Mapping[str, object]) -> str:
    """The sentence as English says it of these values."""
    one = SINGULAR.get(text)
    if one is None:
        return text
    number = next(place for place in PLACES.findall(text) if place not in PLACES.findall(one))
    return one if values.get(number) in (1, "1") else text
