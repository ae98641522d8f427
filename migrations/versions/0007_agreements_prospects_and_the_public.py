"""Agreements in full, prospects, documents, the committee, channels, what a customer is worth"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _prospects()
    _agreements()
    _documents()
    _committee()
    _channels()
    _value()
    _reports()


def _prospects() -> None:
    """Leads, and what is done to win them."""
    _table("lead", True, _text("name"), _to("person_id", "person", True), _text("state"))
    _index("ix_lead_person_id", "lead", "person_id")


def _agreements() -> None:
    """Agreements with their price, states and versions; the charges of a month."""
    _points_to("agreement", "lead_id", "lead")


def _documents() -> None:
    """Proposals and other documents made from templates."""
    _table(
        "issued_document", True, _text("number"), _to("person_id", "person", True), _to("lead_id", "lead", True),
        _to("agreement_id", "agreement", True), _text("state"),
    )  # fmt: skip
    for column in ("person_id", "lead_id", "agreement_id"):
        _index(f"ix_issued_document_{column}", "issued_document", column)


def _committee() -> None:
    """Bodies of owners, their members, meetings and decisions."""
    _table(
        "committee_body", True, _text("name"), _text("other_name"), _text("kind"), _to("site_id", "site", True),
        _to("building_id", "building", True), *_rule(), _text("note"),
    )  # fmt: skip
    _table(
        "committee_member", True, _to("body_id", "committee_body"), _to("person_id", "person"), _text("post"),
        _day("from_day", True), _day("until_day", True),
    )  # fmt: skip
    _table(
        "committee_meeting", True, _text("number"), _to("body_id", "committee_body"), _text("title"), _moment("starts"),
        _moment("ends", True), _text("place"), _to("event_id", "event", True), *_rule(), _text("entitled"),
        _text("more_present"), _whole("no_area"), _text("minutes"), _text("minuted_by"),
    )  # fmt: skip
    _table(
        "agenda_item", True, _to("meeting_id", "committee_meeting"), _whole("position"), _text("title"),
        _text("other_title"), _text("minutes"),
    )  # fmt: skip
    _table(
        "attendance", True, _to("meeting_id", "committee_meeting"), _to("person_id", "person"), _text("presence"),
        _to("by_id", "person", True), _text("weight"),
    )  # fmt: skip
    _decisions()
    _table(
        "opinion", True, _text("number"), _to("body_id", "committee_body"), _moment("received"),
        _to("person_id", "person", True), _text("own_words"), _to("responsible_id", "staff", True),
        _day("due_day", True), _text("answer"), _day("answered_day", True), _to("complaint_id", "complaint", True),
        _to("suggestion_id", "suggestion", True), _to("order_id", "work_order", True),
    )  # fmt: skip
    _table(
        "passing", True, _to("body_id", "committee_body"), _to("notice_id", "notice", True),
        _to("event_id", "event", True), _to("person_id", "person", True), _day("given_day"),
        _day("confirmed_day", True), _text("note"),
    )  # fmt: skip
    _disputes()
    _table("duty", True, _tick("done"), _whole("position"), _text("text"), _text("other_text"))
    for table, columns in {
        "committee_member": ("body_id", "person_id"), "committee_meeting": ("body_id",),
        "agenda_item": ("meeting_id",), "attendance": ("meeting_id", "person_id"), "opinion": ("body_id", "due_day"),
        "passing": ("body_id", "notice_id", "event_id", "person_id", "given_day"),
    }.items():  # fmt: skip
        for column in columns:
            _index(f"ix_{table}_{column}", table, column)
    _index("ix_opinion_person_id", "opinion", "person_id", where="person_id is not null")
    for table, column in (("committee_meeting", "starts"), ("opinion", "received")):
        _index(f"ix_{table}_listed", table, column, "id", where="archived is null")


def _rule() -> tuple[sa.Column, ...]:
    return (
        _text("counts"), _text("quorum"), _tick("quorum_more"), _text("majority"), _tick("majority_more"),
        _text("base"),
    )  # fmt: skip


def _decisions() -> None:
    """Decisions, the votes on them, and the actions that follow."""
    _table(
        "decision", True, _text("number"), _to("meeting_id", "committee_meeting"), _to("item_id", "agenda_item", True),
        _day("decided_day"), _text("text"), _text("other_text"), _tick("passed"), _text("state"),
        _to("responsible_id", "staff", True), _day("due_day", True), _day("done_day", True), _text("result"),
        _to("order_id", "work_order", True),
    )  # fmt: skip
    _table(
        "committee_vote", True, _to("decision_id", "decision"), _to("person_id", "person", True), _text("vote"),
        _text("weight"),
    )  # fmt: skip
    for column in ("meeting_id", "due_day"):
        _index(f"ix_decision_{column}", "decision", column)
    for column in ("decision_id", "person_id"):
        _index(f"ix_committee_vote_{column}", "committee_vote", column)
    _index("ix_decision_listed", "decision", "decided_day", "id", where="archived is null")
    _points_to("corrective_action", "decision_id", "decision")
    _index("ix_corrective_action_decision_id", "corrective_action", "decision_id")


def _disputes() -> None:
    """Disputes with their sides and talks."""
    _table(
        "dispute", True, _text("number"), _to("body_id", "committee_body", True), _day("opened"), _text("matter"),
        _text("state"), _to("responsible_id", "staff", True), _text("outcome"), _day("closed_day", True),
    )  # fmt: skip
    _table(
        "dispute_party", True, _to("dispute_id", "dispute"), _text("kind"), _to("person_id", "person", True),
        _text("wants"),
    )  # fmt: skip
    _table(
        "dispute_talk", True, _to("dispute_id", "dispute"), _day("day"), _text("who"), _text("said"), _text("agreed")
    )  # fmt: skip
    _index("ix_dispute_listed", "dispute", "opened", "id", where="archived is null")
    for table, column in (("dispute_party", "dispute_id"), ("dispute_party", "person_id"),
                          ("dispute_talk", "dispute_id")):  # fmt: skip
        _index(f"ix_{table}_{column}", table, column)


def _channels() -> None:
    """The board, the window, handbooks, the counter, post in and out."""


def _value() -> None:
    """What a customer is worth, who stays and who leaves."""


def _reports() -> None:
    """The month's report as the office wants it."""


def _text(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=empty)


def _whole(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=empty)


def _big(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=empty)


def _day(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=empty)


def _tick(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=empty)


def _moment(name: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def _to(name: str, other: str, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=empty, info={"to": other})


def _table(name: str, record: bool, *columns: sa.Column) -> None:
    """A table; of a record when it has a version and can be archived, else of a link."""
    ends = (_whole("version"), _moment("archived", True)) if record else ()
    keys = (
        sa.ForeignKeyConstraint([column.name], [f"{other}.id"], name=op.f(f"fk_{name}_{column.name}_{other}"))
        for column in columns
        if (other := column.info.get("to"))
    )
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, _whole("id"), *columns, *ends, *keys, primary)


def _index(name: str, table: str, *columns: str, unique: bool = False, where: str = "") -> None:
    kept = sa.text(where) if where else None
    op.create_index(op.f(name), table, list(columns), unique=unique, sqlite_where=kept, postgresql_where=kept)


def _points_to(table: str, column: str, other: str) -> None:
    """A column that names a record of another table, with its constraint named on both databases."""
    key = op.f(f"fk_{table}_{column}_{other}")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"alter table {table} add column {column} integer constraint {key} references {other} (id)"
        )
    else:
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))
        op.create_foreign_key(key, table, other, [column], ["id"])
