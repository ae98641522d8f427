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
    op.add_column("agreement", sa.Column("price", sa.BigInteger(), nullable=False, server_default="0"))
    for name, usual in (("charged", "none"), ("renewal", "none")):
        op.add_column("agreement", sa.Column(name, sa.Text(), nullable=False, server_default=usual))
    for name in ("index_percent", "notice_days"):
        op.add_column("agreement", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("agreement", _day("index_from", True))
    _table("agreement_party", False, _to("agreement_id", "agreement"), _to("person_id", "person"))
    _table(
        "agreement_terms", True, _to("agreement_id", "agreement"), _day("until_day"), _big("price"), _text("charged"),
        _whole("index_percent"), _day("index_from", True), _tick("covers_labour"), _tick("covers_parts"), _text("why"),
        _moment("changed"), _to("staff_id", "staff", True),
    )  # fmt: skip
    _table(
        "agreement_line", True, _to("agreement_id", "agreement"), _text("kind"), _text("text"),
        _to("category_id", "category", True),
    )  # fmt: skip
    _table(
        "agreement_belief", True, _to("agreement_id", "agreement"), _text("belief"), _text("contract"), _text("mark"),
        _text("note"),
    )  # fmt: skip
    _table(
        "agreement_charge", True, _to("agreement_id", "agreement"), _text("month"), _day("day"), _big("amount"),
        _text("pieces"), _to("bill_id", "bill"),
    )  # fmt: skip
    for table, *columns in (
        ("agreement_party", "agreement_id"), ("agreement_party", "person_id"),
        ("agreement_terms", "agreement_id", "until_day"), ("agreement_line", "agreement_id"),
        ("agreement_belief", "agreement_id"), ("agreement_charge", "agreement_id", "month"),
        ("agreement_charge", "month"), ("agreement_charge", "day"), ("agreement_charge", "bill_id"),
    ):  # fmt: skip
        _index(f"ix_{table}_{'_'.join(columns)}", table, *columns)


def _documents() -> None:
    """Proposals and other documents made from templates; a template says what is made from it."""
    op.add_column("letter_template", sa.Column("kind", sa.Text(), nullable=False, server_default="letter"))
    _table(
        "issued_document", True, _text("number"), _text("kind"), _to("template_id", "letter_template", True),
        _to("person_id", "person", True), _to("unit_id", "unit", True), _to("lead_id", "lead", True),
        _to("order_id", "work_order", True), _to("agreement_id", "agreement", True), _text("language"),
        _text("title"), _text("text"), _text("other_title"), _text("other_text"), _moment("made"),
        _to("staff_id", "staff", True), _text("state"), _whole("edition"), _moment("issued", True),
        _day("valid_until", True), _text("reason"), _big("price", True), _text("charged"), _day("from_day", True),
        _day("until_day", True), _whole("notice_days", True), _text("renewal"),
        _tick("covers_labour"), _tick("covers_parts"),
    )  # fmt: skip
    for column in ("lead_id", "agreement_id", "number"):
        _index(f"ix_issued_document_{column}", "issued_document", column)
    kept = "archived is null"
    _index("ix_issued_document_listed", "issued_document", "made", "id", where=kept)
    _index("ix_issued_document_state_valid_until", "issued_document", "state", "valid_until", where=kept)
    for column in ("person_id", "unit_id"):
        _index(
            f"ix_issued_document_{column}_made",
            "issued_document",
            column,
            "made",
            where=f"{column} is not null",
        )
    _index("ix_issued_document_order_id", "issued_document", "order_id", where="order_id is not null")
    _table(
        "issued_edition", True, _to("document_id", "issued_document"), _whole("edition"), _moment("issued"),
        _to("staff_id", "staff", True), _text("language"), _text("address"), _text("title"), _text("text"),
        _text("other_title"), _text("other_text"), _text("office_name"), _text("office_phone"),
        _text("office_address"),
    )  # fmt: skip
    _index("ix_issued_edition_document_id_edition", "issued_edition", "document_id", "edition")


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
