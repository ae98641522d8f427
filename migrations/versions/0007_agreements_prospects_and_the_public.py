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
    _campaigns()
    _table(
        "lead", True, _text("number"), _text("name"), _text("other_name"), _text("company"), _text("phone"),
        _text("digits"), _text("email"), _to("person_id", "person", True), _text("source"),
        _to("recommended_by_id", "person", True), _to("campaign_id", "campaign", True), _text("purpose"),
        _text("needs"), _big("budget", True), _to("responsible_id", "staff"), _text("next_step"),
        _day("next_day", True), _text("state"), _moment("entered"), _moment("closed", True),
        _text("lost_reason"), _text("lost_text"), _to("warned_by_id", "person", True), _whole("reopened"),
    )  # fmt: skip
    kept = "archived is null"
    several = ("entered", "id", "state", "source", "responsible_id", "campaign_id")
    _index("ix_lead_listed", "lead", *several, where=kept)
    _index("ix_lead_next", "lead", "next_day", "id", where=kept)
    _index("ix_lead_closed_on", "lead", "closed", "entered", "state", where=kept)
    still = "state not in ('won', 'lost') and archived is null"
    _index("ix_lead_open", "lead", "next_day", "responsible_id", "state", "archived", where=still)
    for column in ("person_id", "responsible_id", "digits", "email", "number"):
        _index(f"ix_lead_{column}", "lead", column)
    for column in ("campaign_id", "recommended_by_id", "warned_by_id"):
        _index(f"ix_lead_{column}", "lead", column, where=f"{column} is not null")
    _table("lead_unit", False, _to("lead_id", "lead"), _to("unit_id", "unit"))
    _table(
        "lead_step", True, _to("lead_id", "lead"), _text("way"), _text("planned"), _day("planned_day", True),
        _moment("moment"), _to("staff_id", "staff", True), _text("result"),
    )  # fmt: skip
    for table, column in (("lead_unit", "lead_id"), ("lead_unit", "unit_id"), ("lead_step", "lead_id")):
        _index(f"ix_{table}_{column}", table, column)
    _points_to("event", "lead_id", "lead")
    _index("ix_event_lead_id", "event", "lead_id", where="lead_id is not null")


def _campaigns() -> None:
    """What is done to win customers: costs, whom it speaks to, who answered."""
    kept = "archived is null"
    _table(
        "campaign", True, _text("name"), _text("other_name"), _text("kind"), _day("from_day"), _day("until_day", True),
        _text("note"),
    )  # fmt: skip
    _index("ix_campaign_from_day", "campaign", "from_day")
    _table(
        "campaign_cost", True, _to("campaign_id", "campaign", True), _day("day"), _text("kind"), _big("amount"),
        _text("text"),
    )  # fmt: skip
    _index("ix_campaign_cost_spent", "campaign_cost", "day", "kind", "campaign_id", "amount", where=kept)
    _index("ix_campaign_cost_campaign_id", "campaign_cost", "campaign_id")
    _table("campaign_person", False, _to("campaign_id", "campaign"), _to("person_id", "person"))
    for column in ("campaign_id", "person_id"):
        _index(f"ix_campaign_person_{column}", "campaign_person", column)
    about = ("campaign_id", "notice_id", "survey_id", "event_id")
    _table(
        "response", True, _to("person_id", "person"),
        *(_to(column, column.removesuffix("_id"), True) for column in about),
        _moment("moment"), _text("way"), _text("note"),
    )  # fmt: skip
    _index("ix_response_answered", "response", "moment", "id", where=kept)
    _index("ix_response_person_id", "response", "person_id")
    for column in about:
        _index(f"ix_response_{column}", "response", column, where=f"{column} is not null")


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
