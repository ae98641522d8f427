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


def _value() -> None:
    """What a customer is worth, who stays and who leaves."""
    _table(
        "customer_worth", False, _big("revenue"), _big("cost"), _whole("total"), _whole("profit"), _moment("counted")
    )  # fmt: skip
    _table(
        "value_entry", True, _to("person_id", "person"), _text("factor"), _whole("points", True), _text("tier"),
        _text("why"), _day("day"), _to("staff_id", "staff", True),
    )  # fmt: skip
    _index("ix_value_entry_person_id_factor", "value_entry", "person_id", "factor")
    _table(
        "leaving_entry", True, _to("person_id", "person"), _day("day"), _text("kind"), _text("reason"), _text("note"),
        _text("mouth"), _to("mouth_id", "person", True), _to("scale_id", "behaviour_scale", True),
        _to("staff_id", "staff", True),
    )  # fmt: skip
    for column in ("person_id", "mouth_id"):
        _index(f"ix_leaving_entry_{column}", "leaving_entry", column)
    _index("ix_leaving_entry_scale_id", "leaving_entry", "scale_id", where="scale_id is not null")
    _table(
        "offer", True, _to("person_id", "person"), _text("kind"), _text("what"), _text("key"), _day("day"),
        _to("staff_id", "staff", True), _text("answer"), _text("why"), _day("answered_day", True),
        _day("again_day", True),
    )  # fmt: skip
    _index("ix_offer_person_id", "offer", "person_id")
    _index("ix_offer_again", "offer", "again_day")
    _table(
        "time_spent", True, _text("kind"), _whole("minutes"), _day("day"), _to("staff_id", "staff", True),
        _text("note"), _to("order_id", "work_order", True), _to("agreement_id", "agreement", True),
        _to("lead_id", "lead", True),
    )  # fmt: skip
    _index("ix_time_spent_order_id", "time_spent", "order_id", where="order_id is not null")
    for table in ("leaving_entry", "offer", "time_spent"):
        _index(f"ix_{table}_listed", table, "day", "id", where="archived is null")


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
