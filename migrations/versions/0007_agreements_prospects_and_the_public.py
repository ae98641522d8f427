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


def _channels() -> None:
    """The board, the window, handbooks, the counter, post in and out."""
    _postings()
    _handbooks()
    _counter()
    _post()
    _table(
        "group_message", True, _moment("made"), _text("channel"), _to("staff_id", "staff", True), _text("subject"),
        _text("text"), _text("other_text"), _whole("count"),
    )  # fmt: skip
    _table(
        "group_message_person", False, _to("message_id", "group_message"), _to("person_id", "person"),
        _text("language"), _moment("made"),
    )  # fmt: skip
    _index("ix_group_message_person_message_id", "group_message_person", "message_id")
    _index("ix_group_message_person_person_id_made", "group_message_person", "person_id", "made")


def _postings() -> None:
    _table(
        "notice_place", True, _text("kind"), _to("building_id", "building", True), _text("place"), _text("other_place"),
    )  # fmt: skip
    _index("ix_notice_place_building_id", "notice_place", "building_id")
    _table(
        "notice_posting", True, _to("notice_id", "notice", True), _text("title"), _to("place_id", "notice_place"),
        _day("from_day"), _day("until_day", True), _moment("put_up", True), _to("put_up_by_id", "staff", True),
        _moment("taken_down", True), _to("taken_down_by_id", "staff", True), _text("note"),
    )  # fmt: skip
    hangs = "archived is null and taken_down is null"
    _index("ix_notice_posting_hanging", "notice_posting", "until_day", "from_day", where=hangs)
    _index("ix_notice_posting_listed", "notice_posting", "from_day", "id", where="archived is null")
    _index("ix_notice_posting_notice_id", "notice_posting", "notice_id")
    _index("ix_notice_posting_place_id", "notice_posting", "place_id")


def _handbooks() -> None:
    _table(
        "handbook_edition",
        True,
        _text("name"),
        _text("other_name"),
        _text("edition"),
        _day("day"),
        _text("note"),
    )
    _table(
        "handbook_issue", True, _to("edition_id", "handbook_edition"), _to("person_id", "person"),
        _to("unit_id", "unit", True), _moment("issued"), _to("staff_id", "staff", True), _tick("signed"),
    )  # fmt: skip
    _index("ix_handbook_issue_edition_id_person_id", "handbook_issue", "edition_id", "person_id")
    _index("ix_handbook_issue_person_id_issued", "handbook_issue", "person_id", "issued")


def _counter() -> None:
    _table(
        "counter_visit", True, _whole("ticket"), _moment("arrived"), _moment("served", True), _moment("finished", True),
        _tick("went"), _to("person_id", "person", True), _to("unit_id", "unit", True), _text("name"), _text("kind"),
        _text("topic"), _text("answer"), _to("staff_id", "staff", True), _whole("handed_off"), _whole("rating", True),
        _to("order_id", "work_order", True), _to("complaint_id", "complaint", True),
    )  # fmt: skip
    waits = "archived is null and finished is null"
    _index("ix_counter_visit_waiting", "counter_visit", "arrived", where=waits)
    _index("ix_counter_visit_listed", "counter_visit", "arrived", "id", where="archived is null")
    _lives("counter_visit", "arrived")


def _post() -> None:
    _table(
        "post_item", True, _text("number"), _text("channel"), _text("direction"), _moment("moment"),
        _to("person_id", "person", True), _to("unit_id", "unit", True), _text("name"), _text("subject"), _text("text"),
        _text("carrier"), _text("tracking"), _text("place"), _to("responsible_id", "staff", True),
        _whole("handed_off"), _day("reply_by", True), _moment("reply_due", True), _moment("answered", True),
        _text("answer"), _moment("handed", True), _text("handed_to"), _to("handed_by_id", "staff", True),
        _to("order_id", "work_order", True), _to("complaint_id", "complaint", True),
    )  # fmt: skip
    lies = "archived is null and channel in ('letter', 'parcel') and direction = 'in' and handed is null"
    _index("ix_post_item_lying", "post_item", "moment", where=lies)
    owed = "archived is null and answered is null and reply_by is not null"
    _index("ix_post_item_owed", "post_item", "reply_by", where=owed)
    _index("ix_post_item_listed", "post_item", "moment", "id", where="archived is null")
    _lives("post_item", "moment")


def _lives(table: str, moment: str) -> None:
    """By whom and where it belongs, and by the matters it led to."""
    for whose in ("person_id", "unit_id"):
        _index(f"ix_{table}_{whose}_{moment}", table, whose, moment, where=f"{whose} is not null")
    for whose in ("order_id", "complaint_id"):
        _index(f"ix_{table}_{whose}", table, whose, where=f"{whose} is not null")


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
