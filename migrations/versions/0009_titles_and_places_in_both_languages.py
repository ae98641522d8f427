"""Titles of articles and places of equipment in both languages; the list of orders and what undoes a deed indexed"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (("article", "other_title"), ("equipment", "other_place")):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _index("ix_deed_undoes_id", "deed", "undoes_id", where="undoes_id is not null")
    op.drop_index(op.f("ix_work_order_listed"), "work_order")
    by = ("received", "id", "archived", "plan_id", "state", "category_id", "building_id", "priority")
    _index("ix_work_order_listed", "work_order", *by, where="archived is null")


def _index(name: str, table: str, *columns: str, where: str) -> None:
    kept = sa.text(where)
    op.create_index(op.f(name), table, list(columns), sqlite_where=kept, postgresql_where=kept)
