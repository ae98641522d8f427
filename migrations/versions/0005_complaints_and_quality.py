"""Complaints in full and service quality: surveys, praise and suggestions, behaviour, plans to close a gap"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _surveys()
    _praise()
    _behaviour()
    _conduct()
    _improvement()
    _complaints()
    _actions()


def _surveys() -> None:
    _table(
        "questionnaire", True, _text("kind"), _text("name"), _text("other_name"), _text("intro"),
        _text("other_intro"),
    )  # fmt: skip
    _table(
        "question", True, _to("questionnaire_id", "questionnaire"), _whole("position"), _text("scale"),
        _text("topic"), _text("text"), _text("other_text"),
    )  # fmt: skip
    _index("ix_question_questionnaire_id", "question", "questionnaire_id")
    _table(
        "survey", True, _to("questionnaire_id", "questionnaire"), _text("name"), _text("other_name"),
        _day("from_day"), _day("until_day", True), _whole("not_again_days"), _text("note"), _text("draws"),
    )  # fmt: skip
    _index("ix_survey_listed", "survey", "from_day", "id", where="archived is null")
    _index("ix_survey_questionnaire_id", "survey", "questionnaire_id")
    _table(
        "survey_sheet", True, _to("survey_id", "survey"), _text("code"), _moment("asked"),
        _to("person_id", "person", True), _to("unit_id", "unit", True),
        _to("building_id", "building", True), _to("order_id", "work_order", True),
        _to("staff_id", "staff", True), _text("language"), _text("way"), _moment("answered", True),
        _to("first_id", "staff", True), _to("second_id", "staff", True), _moment("checked", True),
    )  # fmt: skip
    _index("ix_survey_sheet_building_id", "survey_sheet", "building_id")
    _index("ix_survey_sheet_code", "survey_sheet", "code", unique=True)
    _index("ix_survey_sheet_order_id", "survey_sheet", "order_id")
    _index(
        "ix_survey_sheet_person_id_asked", "survey_sheet", "person_id", "asked", where="person_id is not null",
    )  # fmt: skip
    _index("ix_survey_sheet_round", "survey_sheet", "survey_id", "id")
    _index("ix_survey_sheet_staff_id", "survey_sheet", "staff_id")
    _table(
        "survey_answer", False, _to("sheet_id", "survey_sheet"), _to("question_id", "question"),
        _whole("entry"), _whole("expected", True), _whole("value", True), _text("text"),
    )  # fmt: skip
    _index("ix_survey_answer_once", "survey_answer", "sheet_id", "entry", "question_id", unique=True)
    _index("ix_survey_answer_question", "survey_answer", "question_id", "entry", "sheet_id")


def _praise() -> None:
    _table(
        "commendation", True, _text("number"), _moment("received"), _text("channel"), _tick("anonymous"),
        _to("person_id", "person", True), _to("unit_id", "unit", True),
        _to("building_id", "building", True), _to("order_id", "work_order", True),
        _to("staff_id", "staff", True), _to("category_id", "category", True), _text("need"),
        _text("own_words"), _moment("thanked", True), _to("recognition_id", "recognition", True),
    )  # fmt: skip
    _index("ix_commendation_building_id", "commendation", "building_id")
    _index("ix_commendation_listed", "commendation", "received", "id", where="archived is null")
    _index("ix_commendation_order_id", "commendation", "order_id")
    _index(
        "ix_commendation_person_id_received", "commendation", "person_id", "received", where="person_id is not null",
    )  # fmt: skip
    _index("ix_commendation_staff_id", "commendation", "staff_id")
    _index(
        "ix_commendation_unit_id_received", "commendation", "unit_id", "received", where="unit_id is not null",
    )  # fmt: skip
    _table(
        "suggestion", True, _text("number"), _moment("received"), _text("channel"), _tick("anonymous"),
        _to("person_id", "person", True), _to("unit_id", "unit", True),
        _to("building_id", "building", True), _to("category_id", "category", True), _text("own_words"),
        _text("state"), _to("responsible_id", "staff", True), _day("due_day", True), _text("answer"),
        _moment("answered", True),
    )  # fmt: skip
    _index("ix_suggestion_building_id", "suggestion", "building_id")
    _index("ix_suggestion_listed", "suggestion", "received", "id", where="archived is null")
    _index(
        "ix_suggestion_person_id_received", "suggestion", "person_id", "received", where="person_id is not null",
    )  # fmt: skip
    _index(
        "ix_suggestion_unit_id_received", "suggestion", "unit_id", "received", where="unit_id is not null",
    )  # fmt: skip


def _behaviour() -> None:
    _table(
        "behaviour_scale", True, _whole("position"), _text("name"), _text("other_name"), _text("low"),
        _text("other_low"), _text("high"), _text("other_high"),
    )  # fmt: skip
    _table(
        "behaviour_score", True, _to("staff_id", "staff"), _to("scale_id", "behaviour_scale"), _day("day"),
        _whole("score"), _to("by_id", "staff", True), _text("note"),
    )  # fmt: skip
    _index("ix_behaviour_score_of", "behaviour_score", "staff_id", "scale_id", "day")
    _table(
        "score_case", False, _to("score_id", "behaviour_score"), _to("complaint_id", "complaint", True),
        _to("commendation_id", "commendation", True), _to("order_id", "work_order", True),
    )  # fmt: skip
    _index("ix_score_case_commendation_id", "score_case", "commendation_id")
    _index("ix_score_case_complaint_id", "score_case", "complaint_id")
    _index("ix_score_case_order_id", "score_case", "order_id")
    _index("ix_score_case_score_id", "score_case", "score_id")
    _table(
        "self_question", True, _whole("position"), _text("group"), _text("need"), _text("text"),
        _text("other_text"),
    )  # fmt: skip
    _table(
        "self_evaluation", True, _to("staff_id", "staff"), _day("day"), _text("note"),
    )  # fmt: skip
    _index("ix_self_evaluation_of", "self_evaluation", "staff_id", "day")
    _table(
        "self_answer", False, _to("evaluation_id", "self_evaluation"), _to("question_id", "self_question"),
        _whole("value", True),
    )  # fmt: skip
    _index("ix_self_answer_evaluation_id", "self_answer", "evaluation_id")
    _index("ix_self_answer_question_id", "self_answer", "question_id")


def _conduct() -> None:
    _table(
        "observation", True, _to("manager_id", "staff", True), _moment("started"), _whole("minutes"),
        _text("place"), _whole("served", True), _whole("longest_wait", True), _text("good"), _text("found"),
    )  # fmt: skip
    _index("ix_observation_listed", "observation", "started", "id", where="archived is null")
    _table(
        "conduct_code", True, _text("edition"), _day("from_day"), _text("text"), _text("other_text"),
    )  # fmt: skip
    _table(
        "conduct_receipt", True, _to("code_id", "conduct_code"), _to("staff_id", "staff"),
        _moment("acknowledged"),
    )  # fmt: skip
    _index("ix_conduct_receipt_code_id", "conduct_receipt", "code_id")
    _index("ix_conduct_receipt_staff_id", "conduct_receipt", "staff_id")
    _table(
        "goal", True, _to("staff_id", "staff"), _text("title"), _text("target"), _day("made_day"),
        _day("due_day", True), _whole("progress"), _text("state"), _text("result"),
    )  # fmt: skip
    _index("ix_goal_staff_id", "goal", "staff_id")


def _improvement() -> None:
    _table(
        "case_study", True, _text("kind"), _moment("made"), _text("title"), _text("other_title"),
        _text("told"), _text("lesson"), _text("questions"), _to("category_id", "category", True),
        _text("gap"), _to("scale_id", "behaviour_scale", True), _to("complaint_id", "complaint", True),
        _to("commendation_id", "commendation", True), _to("staff_id", "staff", True),
    )  # fmt: skip
    _index("ix_case_study_commendation_id", "case_study", "commendation_id")
    _index("ix_case_study_complaint_id", "case_study", "complaint_id")
    _index("ix_case_study_listed", "case_study", "made", "id", where="archived is null")
    _table(
        "gap_plan", True, _text("gap"), _text("criterion"), _to("building_id", "building", True),
        _to("category_id", "category", True), _to("concerned_id", "staff", True),
        _to("survey_id", "survey", True), _text("text"), _to("responsible_id", "staff", True),
        _day("made_day"), _day("due_day", True), _whole("before", True), _whole("target", True),
        _whole("after", True), _day("measured_day", True),
    )  # fmt: skip
    _index("ix_gap_plan_building_id", "gap_plan", "building_id")
    _index("ix_gap_plan_due_day", "gap_plan", "due_day")
    _index("ix_gap_plan_survey_id", "gap_plan", "survey_id")
    _table(
        "procedure", True, _text("name"), _text("other_name"), _text("text"),
        _to("owner_id", "staff", True), _whole("every_months"), _day("next_day", True),
    )  # fmt: skip
    _table(
        "review", True, _to("procedure_id", "procedure"), _day("day"), _to("staff_id", "staff", True),
        _text("found"), _tick("friendly"),
    )  # fmt: skip
    _index("ix_review_procedure_id", "review", "procedure_id")
    _table(
        "complaint_person", False, _to("complaint_id", "complaint"), _to("person_id", "person"),
    )  # fmt: skip
    _index("ix_complaint_person_complaint_id", "complaint_person", "complaint_id")
    _index("ix_complaint_person_person_id", "complaint_person", "person_id")
    _table(
        "complaint_order", False, _to("complaint_id", "complaint"), _to("order_id", "work_order"),
    )  # fmt: skip
    _index("ix_complaint_order_complaint_id", "complaint_order", "complaint_id")
    _index("ix_complaint_order_order_id", "complaint_order", "order_id")


def _complaints() -> None:
    """What the tables that were there get besides."""
    for table, name in (
        ("complaint", "thanks"), ("complaint", "loss"), ("complaint", "notice"), ("complaint", "other_notice"),
    ):  # fmt: skip
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "complaint", sa.Column("recovered", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for column in (_big("remedy_amount", True), _whole("follow_up_rating", True), _day("told_day", True)):
        op.add_column("complaint", column)
    op.add_column("staff", sa.Column("remedy_limit", sa.BigInteger(), nullable=False, server_default="0"))
    _points_to("complaint", "scale_id", "behaviour_scale")
    _index(
        "ix_complaint_gaps", "complaint", "received", "state", "gap", "building_id", "category_id", "concerned_id",
        "severity", "loss",
        where="archived is null",
    )  # fmt: skip


_SOURCES = {
    "complaint_id": "complaint", "survey_id": "survey", "plan_id": "gap_plan", "observation_id": "observation",
    "review_id": "review", "suggestion_id": "suggestion",
}  # fmt: skip


def _actions() -> None:
    """An action may have another cause than a complaint."""
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        op.alter_column("corrective_action", "complaint_id", nullable=True)
    for column, other in (*list(_SOURCES.items())[1:], ("trained_id", "staff"), ("training_id", "training")):
        _points_to("corrective_action", column, other)
    op.add_column("corrective_action", sa.Column("criterion", sa.Text(), nullable=False, server_default=""))
    for column in list(_SOURCES)[1:]:
        _index(f"ix_corrective_action_{column}", "corrective_action", column)


def _made_anew() -> None:
    """SQLite cannot let go of "not null": the rows move to a table without it. Nothing names an action, so the old
    table goes without taking anything along."""
    op.execute("alter table corrective_action rename to corrective_action_before")
    for name in ("complaint_id", "due_day"):
        op.execute(f"drop index ix_corrective_action_{name}")
    _table(
        "corrective_action", True, _to("complaint_id", "complaint", True), _text("kind"), _text("text"),
        _to("responsible_id", "staff", True), _day("due_day", True), _day("done_day", True), _text("proof"),
    )  # fmt: skip
    columns = "id, complaint_id, kind, text, responsible_id, due_day, done_day, proof, version, archived"
    op.execute(f"insert into corrective_action ({columns}) select {columns} from corrective_action_before")  # noqa: S608
    op.execute("drop table corrective_action_before")
    for name in ("complaint_id", "due_day"):
        _index(f"ix_corrective_action_{name}", "corrective_action", name)


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
