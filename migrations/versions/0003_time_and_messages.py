"""Time and messages: series, guests, rooms, shifts, reminders, the outbox; lives read by their moments"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BY_MOMENT = {"call": "started", "work_order": "received", "complaint": "received", "letter": "made"}
_TASK = "kind = 'task' and done is null and archived is null"
_LEAVE = "kind in ('leave', 'sick') and archived is null"
_WAITING = "state in ('waiting', 'sending') and archived is null"
_IN_PROGRAM = "channel = 'program' and archived is null"


def upgrade() -> None:
    _lives()
    _rooms_and_shifts()
    _events()
    _reminders()
    _messages()


def _lives() -> None:
    """What a person or unit went through is read newest first from its index alone."""
    for table, moment in _BY_MOMENT.items():
        for whose in ("person_id", "unit_id"):
            op.drop_index(op.f(f"ix_{table}_{whose}"), table)
            _lived(table, whose, moment)
    op.drop_index(op.f("ix_promise_person_id"), "promise")
    _lived("promise", "person_id", "made")


def _lived(table: str, whose: str, moment: str) -> None:
    named = sa.text(f"{whose} is not null")
    op.create_index(
        f"ix_{table}_{whose}_{moment}",
        table,
        [whose, moment],
        sqlite_where=named,
        postgresql_where=named,
    )


def _rooms_and_shifts() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("other_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_table(
        "staff_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_hours_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_hours")),
    )
    op.create_index(op.f("ix_staff_hours_staff_id"), "staff_hours", ["staff_id"])


def _events() -> None:
    for name in ("extra_days", "zone", "on_holiday", "occurrence", "uid", "direction"):
        op.add_column("event", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("event", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("remind_before", sa.Integer(), nullable=True))
    _points_to("event", "series_id", "event")
    _points_to("event", "room_id", "room")
    _points_to("event", "by_id", "staff")
    op.create_index(op.f("ix_event_series_id"), "event", ["series_id"])
    op.create_index(op.f("ix_event_room_id"), "event", ["room_id"])
    op.create_index(op.f("ix_event_uid"), "event", ["uid"])
    for whose in ("person_id", "unit_id"):
        op.drop_index(op.f(f"ix_event_{whose}"), "event")
        _lived("event", whose, "starts")
    op.create_index(
        "ix_event_task", "event", ["from_day"], sqlite_where=sa.text(_TASK), postgresql_where=sa.text(_TASK)
    )
    op.create_index(
        "ix_event_leave",
        "event",
        ["from_day"],
        sqlite_where=sa.text(_LEAVE),
        postgresql_where=sa.text(_LEAVE),
    )
    op.add_column("event_staff", sa.Column("attended", sa.Boolean(), nullable=True))
    op.create_table(
        "event_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_guest_event_id_event")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_guest_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_guest")),
    )
    op.create_index(op.f("ix_event_guest_event_id"), "event_guest", ["event_id"])
    op.create_index(op.f("ix_event_guest_person_id"), "event_guest", ["person_id"])


def _reminders() -> None:
    op.create_table(
        "reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.DateTime(timezone=True), nullable=False),
        sa.Column("again", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
    )
    op.create_index(
        op.f("ix_reminded_source_source_id_moment_staff_id"),
        "reminded",
        ["source", "source_id", "moment", "staff_id"],
        unique=True,
    )
    op.create_index(op.f("ix_reminded_again"), "reminded", ["again"])


def _messages() -> None:
    words = ("channel", "name", "address", "language", "subject", "text", "method", "subject_of", "state")
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archived", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_message_staff_id_staff")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_person_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_message_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "ix_message_waiting",
        "message",
        ["next_try"],
        sqlite_where=sa.text(_WAITING),
        postgresql_where=sa.text(_WAITING),
    )
    op.create_index(
        "ix_message_inbox",
        "message",
        ["staff_id", "made", "id", "read", "archived", "channel"],
        sqlite_where=sa.text(_IN_PROGRAM),
        postgresql_where=sa.text(_IN_PROGRAM),
    )
    op.create_index(op.f("ix_message_made"), "message", ["made"])
    op.create_index(op.f("ix_message_person_id"), "message", ["person_id"])
    op.create_index(op.f("ix_message_subject_of_subject_id"), "message", ["subject_of", "subject_id"])


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
