"""Measures frozen with their month, reports of one's own, and what keeps many complaints quick"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _months()
    _reports()
    _quick()
    _complaints()
    _orders()


def _months() -> None:
    """Closed months with their figures, and what makes the counting of a month quick."""
    _table(
        "closed_month", True, _text("month"), _moment("closed"), _to("staff_id", "staff", True), _text("why"),
        _text("flows"), _text("sheet"),
    )  # fmt: skip
    _index("ix_closed_month_month", "closed_month", "month", unique=True, where="archived is null")
    _table(
        "frozen_measure", False, _to("closed_id", "closed_month"), _text("name"), _text("figure"), _text("records")
    )  # fmt: skip
    _index("ix_frozen_measure_closed_id", "frozen_measure", "closed_id")
    _index("ix_work_order_rated", "work_order", "rated", "rating", "archived", where="rated is not null")
    _index(
        "ix_work_order_misdirected", "work_order", "done", where="dispatch_error <> '' and archived is null"
    )
    _index(
        "ix_complaint_rated", "complaint", "followed_up", "follow_up_rating", "archived",
        where="followed_up is not null",
    )  # fmt: skip
    _index("ix_survey_sheet_answered", "survey_sheet", "answered", where="answered is not null")
    _index(
        "ix_charge_month", "charge", "day", "amount", "kind", "covered", "agreement_id", where="archived is null"
    )  # fmt: skip
    _index("ix_visit_arrived", "visit", "arrived")


def _reports() -> None:
    """Reports that the office built itself."""
    _table(
        "own_report",
        True,
        _text("name"),
        _text("other_name"),
        _to("staff_id", "staff", True),
        _text("definition"),
    )
    _index("ix_own_report_staff_id", "own_report", "staff_id")


def _quick() -> None:
    """What the lists of complaints and actions and the board of gaps are read from."""
    for table, gone in (
        ("complaint", ("listed", "gaps", "building_id", "number")),
        ("corrective_action", ("due_day",)),
    ):
        for name in gone:
            op.drop_index(op.f(f"ix_{table}_{name}"), table)
    kept, is_open = (
        "archived is null",
        "state in ('received', 'acknowledged', 'investigating', 'action_agreed')",
    )
    _index(
        "ix_complaint_listed", "complaint", "received", "id", "state", "gap", "building_id", "category_id",
        "concerned_id", "responsible_id", "person_id", "unit_id", "severity", "loss", "channel", "archived", where=kept,
    )  # fmt: skip
    _index(
        "ix_complaint_channels", "complaint", "channel", "received", "state", "acknowledge_due", "acknowledged",
        "handed_off", "follow_up_rating", "archived", where=kept,
    )  # fmt: skip
    _index(
        "ix_complaint_building_id_category_id_received_archived", "complaint", "building_id", "category_id", "received",
        "archived",
    )  # fmt: skip
    _index("ix_complaint_number_id_archived", "complaint", "number", "id", "archived")
    _index(
        "ix_complaint_unacknowledged", "complaint", "acknowledge_due",
        where=f"{is_open} and {kept} and acknowledged is null",
    )  # fmt: skip
    _index("ix_complaint_unfollowed", "complaint", "follow_up_due", where=f"state = 'resolved' and {kept}")
    _index(
        "ix_corrective_action_listed", "corrective_action", "due_day", "id", "done_day", "kind", "responsible_id",
        "archived", where=kept,
    )  # fmt: skip
    _index("ix_corrective_action_open", "corrective_action", "due_day", where=f"done_day is null and {kept}")
    for column in (
        "request_id",
        "complaint_id",
    ):  # nearly all orders have none: see docs/traps.md, statistics
        op.drop_index(op.f(f"ix_work_order_{column}"), "work_order")
        _index(f"ix_work_order_{column}", "work_order", column, where=f"{column} is not null")


def _complaints() -> None:
    """Complaints, surveys, praise."""
    _index("ix_complaint_scale", "complaint", "scale_id", "loss", where="scale_id is not null")


def _orders() -> None:
    """Orders and what belongs to them."""


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
