"""Units of measure in both languages; what a closed month of commission holds of an order indexed"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("part", sa.Column("other_measure", sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_commission_line_order_id"), "commission_line", ["order_id"])
