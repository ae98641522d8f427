"""Work orders in full: territories, skills, targets, equipment and plans, checklists, money, knowledge"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEPT = "archived is null"
_OPEN = "state not in ('done', 'closed', 'cancelled', 'declined') and archived is null"


def upgrade() -> None:
    _skills()
    _territories()
    _targets()
    _equipment()
    _knowledge()
    _money()
    _columns()


def _territories() -> None:
    _table("territory", True, _text("name"), _text("other_name"), _text("note"))
    _table(
        "territory_building",
        True,
        _to("territory_id", "territory"),
        _to("building_id", "building"),
        _day("from_day", True),
        _day("until_day", True),
    )
    _index("ix_territory_building_building_id", "territory_building", "building_id")
    _index("ix_territory_building_territory_id", "territory_building", "territory_id")
    _table(
        "territory_staff",
        True,
        _to("territory_id", "territory"),
        _to("staff_id", "staff"),
        _text("role"),
        _day("from_day", True),
        _day("until_day", True),
    )
    _index("ix_territory_staff_staff_id", "territory_staff", "staff_id")
    _index("ix_territory_staff_territory_id", "territory_staff", "territory_id")


def _skills() -> None:
    _table("skill", True, _text("name"), _text("other_name"))
    _table(
        "staff_skill",
        True,
        _to("staff_id", "staff"),
        _to("skill_id", "skill"),
        _whole("level"),
        _day("expires", True),
        _text("note"),
    )
    _index("ix_staff_skill_skill_id", "staff_skill", "skill_id")
    _index("ix_staff_skill_staff_id", "staff_skill", "staff_id")
    _table("post", True, _text("name"), _text("other_name"), _text("note"))
    _table("post_need", False, _to("post_id", "post"), _to("skill_id", "skill"), _whole("level"))
    _index("ix_post_need_post_id", "post_need", "post_id")
    _index("ix_post_need_skill_id", "post_need", "skill_id")
    _table(
        "training",
        True,
        _to("staff_id", "staff"),
        _text("course"),
        _to("skill_id", "skill", True),
        _day("day"),
        _day("until_day", True),
        _tick("passed", True),
        _to("complaint_id", "complaint", True),
        _text("note"),
    )
    _index("ix_training_complaint_id", "training", "complaint_id")
    _index("ix_training_skill_id", "training", "skill_id")
    _index("ix_training_staff_id", "training", "staff_id")
    _table(
        "recognition",
        True,
        _to("staff_id", "staff"),
        _text("kind"),
        _day("day"),
        _text("text"),
        _to("by_id", "staff", True),
    )
    _index("ix_recognition_staff_id", "recognition", "staff_id")


def _targets() -> None:
    _table(
        "agreement",
        True,
        _text("number"),
        _text("name"),
        _to("person_id", "person", True),
        _day("from_day", True),
        _day("until_day", True),
        _text("state"),
        _tick("covers_labour"),
        _tick("covers_parts"),
        _text("note"),
    )
    _index("ix_agreement_number", "agreement", "number")
    _index("ix_agreement_person_id", "agreement", "person_id")
    _table("agreement_unit", False, _to("agreement_id", "agreement"), _to("unit_id", "unit"))
    _index("ix_agreement_unit_agreement_id", "agreement_unit", "agreement_id")
    _index("ix_agreement_unit_unit_id", "agreement_unit", "unit_id")
    _table(
        "target_rule",
        True,
        _to("agreement_id", "agreement", True),
        _text("tier"),
        _to("category_id", "category", True),
        _text("priority"),
        _whole("respond"),
        _whole("arrive"),
        _whole("finish"),
        _tick("round_the_clock"),
    )
    _index("ix_target_rule_agreement_id", "target_rule", "agreement_id")
    _index("ix_target_rule_category_id", "target_rule", "category_id")
    _table(
        "escalation_rule",
        True,
        _text("name"),
        _text("subject"),
        _text("priority"),
        _to("category_id", "category", True),
        _text("clock"),
        _whole("minutes"),
        _text("role"),
        _to("staff_id", "staff", True),
        _tick("tell_responsible"),
        _tick("raise_priority"),
        _whole("position"),
    )
    _table(
        "escalated",
        False,
        _to("rule_id", "escalation_rule"),
        _text("subject"),
        _whole("subject_id"),
        _whole("turn"),
        _moment("due"),
        _moment("moment"),
        _whole("level"),
    )
    _index("ix_escalated_rule_id_subject_id_turn", "escalated", "rule_id", "subject_id", "turn", unique=True)
    _index("ix_escalated_subject_subject_id", "escalated", "subject", "subject_id")


def _equipment() -> None:
    _table("checklist", True, _text("name"), _text("other_name"), _to("category_id", "category", True))
    _index("ix_checklist_category_id", "checklist", "category_id")
    _table(
        "checklist_item",
        True,
        _to("checklist_id", "checklist"),
        _whole("position"),
        _text("text"),
        _text("other_text"),
        _text("kind"),
        _text("unit"),
        _big("low", True),
        _big("high", True),
        _text("choices"),
        _tick("required"),
    )
    _index("ix_checklist_item_checklist_id", "checklist_item", "checklist_id")
    _table(
        "equipment",
        True,
        _text("code"),
        _text("sort_key"),
        _text("name"),
        _text("other_name"),
        _text("kind"),
        _to("building_id", "building", True),
        _to("unit_id", "unit", True),
        _text("place"),
        _text("maker"),
        _text("model"),
        _text("serial"),
        _day("installed", True),
        _day("warranty_until", True),
        _to("vendor_id", "staff", True),
        _text("counter"),
        _text("note"),
    )
    _index("ix_equipment_building_id", "equipment", "building_id")
    _index("ix_equipment_listed", "equipment", "sort_key", "id", where=_KEPT)
    _index("ix_equipment_unit_id", "equipment", "unit_id")
    _table(
        "counter_reading",
        True,
        _to("equipment_id", "equipment"),
        _moment("moment"),
        _big("value"),
        _to("staff_id", "staff", True),
        _to("order_id", "work_order", True),
        _tick("exchanged"),
        _text("note"),
    )
    _index("ix_counter_reading_equipment_id_moment", "counter_reading", "equipment_id", "moment")
    _index("ix_counter_reading_order_id", "counter_reading", "order_id")
    _table(
        "downtime",
        True,
        _to("equipment_id", "equipment"),
        _moment("began"),
        _moment("ended", True),
        _to("order_id", "work_order", True),
        _tick("planned"),
        _text("cause"),
    )
    _index("ix_downtime_equipment_id_began", "downtime", "equipment_id", "began")
    _index("ix_downtime_order_id", "downtime", "order_id")
    _table(
        "plan",
        True,
        _text("name"),
        _text("basis"),
        _text("rule"),
        _big("counter_every", True),
        _whole("every_days", True),
        _day("from_day"),
        _day("until_day", True),
        _whole("ahead_days"),
        _to("building_id", "building", True),
        _to("unit_id", "unit", True),
        _to("equipment_id", "equipment", True),
        _to("category_id", "category", True),
        _text("summary"),
        _text("description"),
        _text("priority"),
        _whole("minutes"),
        _to("staff_id", "staff", True),
        _to("checklist_id", "checklist", True),
        _text("on_holiday"),
    )
    _table(
        "plan_skip",
        True,
        _to("plan_id", "plan"),
        _day("day"),
        _text("why"),
        _to("staff_id", "staff", True),
    )
    _index("ix_plan_skip_plan_id", "plan_skip", "plan_id")
    _index("ix_plan_building_id", "plan", "building_id")
    _index("ix_plan_equipment_id", "plan", "equipment_id")
    _index("ix_plan_unit_id", "plan", "unit_id")
    _table(
        "order_check",
        True,
        _to("order_id", "work_order"),
        _to("checklist_id", "checklist", True),
        _whole("position"),
        _text("text"),
        _text("other_text"),
        _text("kind"),
        _text("unit"),
        _big("low", True),
        _big("high", True),
        _text("choices"),
        _tick("required"),
        _text("state"),
        _text("value"),
        _text("note"),
        _moment("checked", True),
        _to("staff_id", "staff", True),
        _to("made_order_id", "work_order", True),
    )
    _index("ix_order_check_made_order_id", "order_check", "made_order_id")
    _index("ix_order_check_order_id", "order_check", "order_id")


def _money() -> None:
    _table(
        "part",
        True,
        _text("code"),
        _text("name"),
        _text("other_name"),
        _text("measure"),
        _big("price"),
        _big("cost"),
        _big("stock", True),
        _big("least", True),
    )
    _index("ix_part_listed", "part", "code", "id", where=_KEPT)
    _table(
        "bill",
        True,
        _text("number"),
        _moment("made"),
        _to("person_id", "person", True),
        _to("unit_id", "unit", True),
        _day("due_day", True),
        _big("total"),
        _big("paid"),
        _text("state"),
        _text("why"),
        _day("why_day", True),
        _to("counter_of_id", "bill", True),
    )
    _index("ix_bill_listed", "bill", "made", "id", where=_KEPT)
    _index("ix_bill_number", "bill", "number")
    _index("ix_bill_person_id", "bill", "person_id")
    _index("ix_bill_unit_id", "bill", "unit_id")
    _table(
        "charge",
        True,
        _to("order_id", "work_order"),
        _text("kind"),
        _day("day"),
        _text("text"),
        _to("staff_id", "staff", True),
        _to("part_id", "part", True),
        _to("fee_id", "fee", True),
        _whole("minutes", True),
        _big("quantity", True),
        _big("rate"),
        _big("amount"),
        _big("cost"),
        _tick("covered"),
        _to("agreement_id", "agreement", True),
        _to("bill_id", "bill", True),
        _text("vendor_number"),
        _text("why"),
    )
    _index("ix_charge_bill_id", "charge", "bill_id")
    _index("ix_charge_day", "charge", "day")
    _index("ix_charge_money", "charge", "order_id", "archived", "covered", "amount", "cost", "bill_id")
    _index("ix_charge_part_id", "charge", "part_id")
    _index("ix_charge_staff_id", "charge", "staff_id")
    _table(
        "payment",
        True,
        _to("bill_id", "bill"),
        _day("day"),
        _big("amount"),
        _text("method"),
        _text("note"),
        _to("staff_id", "staff", True),
    )
    _index("ix_payment_bill_id", "payment", "bill_id")
    _table(
        "commission_rule",
        True,
        _text("name"),
        _to("staff_id", "staff", True),
        _to("category_id", "category", True),
        _text("basis"),
        _whole("percent"),
        _big("fixed"),
        _day("from_day", True),
        _day("until_day", True),
    )
    _index("ix_commission_rule_staff_id", "commission_rule", "staff_id")
    _table("commission_month", False, _text("month"), _moment("closed"), _to("staff_id", "staff", True))
    _index("ix_commission_month_month", "commission_month", "month", unique=True)
    _table(
        "commission_line",
        False,
        _to("month_id", "commission_month"),
        _to("staff_id", "staff", True),
        _to("order_id", "work_order"),
        _to("rule_id", "commission_rule", True),
        _big("base"),
        _big("amount"),
        _text("left_out"),
    )
    _index("ix_commission_line_month_id", "commission_line", "month_id")
    _index("ix_commission_line_staff_id", "commission_line", "staff_id")


def _knowledge() -> None:
    _table(
        "problem",
        True,
        _to("category_id", "category"),
        _text("name"),
        _text("other_name"),
        _whole("position"),
        _text("priority"),
        _whole("minutes", True),
        _to("skill_id", "skill", True),
        _to("checklist_id", "checklist", True),
        _text("hint"),
        _text("other_hint"),
    )
    _index("ix_problem_category_id", "problem", "category_id")
    _table(
        "article",
        True,
        _text("kind"),
        _text("title"),
        _text("text"),
        _text("symptoms"),
        _text("cause"),
        _to("category_id", "category", True),
        _to("problem_id", "problem", True),
        _to("skill_id", "skill", True),
        _to("equipment_id", "equipment", True),
        _to("order_id", "work_order", True),
        _moment("made"),
        _to("staff_id", "staff", True),
    )
    _index("ix_article_category_id", "article", "category_id")
    _index("ix_article_equipment_id", "article", "equipment_id")
    _index("ix_article_listed", "article", "made", "id", where=_KEPT)
    _index("ix_article_order_id", "article", "order_id")
    _index("ix_article_problem_id", "article", "problem_id")
    _index("ix_article_skill_id", "article", "skill_id")
    _table("article_rating", True, _to("article_id", "article"), _to("staff_id", "staff"), _whole("stars"))
    _index("ix_article_rating_article_id_staff_id", "article_rating", "article_id", "staff_id", unique=True)
    _table(
        "article_use",
        False,
        _to("article_id", "article"),
        _to("order_id", "work_order"),
        _tick("helped", True),
    )
    _index("ix_article_use_article_id", "article_use", "article_id")
    _index("ix_article_use_order_id", "article_use", "order_id")
    _table("order_tie", False, _to("order_id", "work_order"), _to("other_id", "work_order"), _text("kind"))
    _index("ix_order_tie_order_id", "order_tie", "order_id")
    _index("ix_order_tie_other_id", "order_tie", "other_id")


def _columns() -> None:
    """What the tables that were there get besides."""
    for table, name in (
        ("attachment", "purpose"), ("category", "need"), ("person", "tier"), ("work_order", "choice"),
        ("work_order", "dispatch_error"), ("work_order", "rated_by"), ("work_order", "rating_words"),
    ):  # fmt: skip
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("work_order", sa.Column("way", sa.Text(), nullable=False, server_default="on_site"))
    for name in ("cost_rate", "charge_rate"):
        op.add_column("staff", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    _round_the_clock()
    for table, column in (
        ("visit", _whole("travel_minutes", True)), ("work_order", _day("plan_day", True)),
        ("work_order", _whole("minutes", True)), ("work_order", _whole("progress", True)),
        ("work_order", _whole("rating", True)), ("work_order", _moment("rated", True)),
    ):  # fmt: skip
        op.add_column(table, column)
    for table, column, other in (
        ("category", "skill_id", "skill"), ("staff", "post_id", "post"), ("work_order", "problem_id", "problem"),
        ("work_order", "equipment_id", "equipment"), ("work_order", "agreement_id", "agreement"),
        ("work_order", "plan_id", "plan"), ("work_order", "target_id", "target_rule"),
    ):  # fmt: skip
        _points_to(table, column, other)
    for name, moment in (("problem_id", "done"), ("equipment_id", "received"), ("agreement_id", "received")):
        _index(f"ix_work_order_{name}_{moment}", "work_order", name, moment, where=f"{name} is not null")
    for name in ("ix_work_order_open", "ix_work_order_went", "ix_work_order_came"):
        op.drop_index(name, "work_order")
    went = (
        "done",
        "received",
        "due",
        "arrived",
        "category_id",
        "reopened",
        "handed_off",
        "state",
        "archived",
    )
    _index("ix_work_order_went", "work_order", *went, "plan_id", where=_KEPT)
    _index("ix_work_order_came", "work_order", "arrived", "received", "plan_id", where=_KEPT)
    late = ("due", "respond_due", "responded", "arrive_due", "arrived", "state", "archived")
    _index("ix_work_order_open", "work_order", *late, where=_OPEN)
    _index(
        "ix_work_order_plan", "work_order", "plan_id", "plan_day", unique=True, where="plan_id is not null"
    )


def _round_the_clock() -> None:
    """An order keeps how its clocks run, as the targets had it by priority until now."""
    op.add_column(
        "work_order", sa.Column("round_the_clock", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    bind = op.get_bind()
    kept = bind.execute(sa.text("select value from setting where name = 'targets'")).scalar()
    aims = json.loads(kept) if kept else {"urgent": {"round_the_clock": True}}
    table = sa.table("work_order", sa.column("priority"), sa.column("round_the_clock", sa.Boolean()))
    for priority in (name for name, aim in aims.items() if aim.get("round_the_clock")):
        bind.execute(table.update().where(table.c.priority == priority).values(round_the_clock=True))


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
