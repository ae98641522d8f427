"""Each rating of a complaint, with the follow-up it was said at"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("move", sa.Column("rating", sa.Integer(), nullable=True))
    # The last one stands on the complaint, also where it was taken up again since.
    op.execute(
        "update move set rating = (select follow_up_rating from complaint where complaint.id = move.subject_id) "
        "where id in (select max(id) from move where subject = 'complaint' and to_state = 'followed_up' "
        "and from_state <> to_state group by subject_id)"
    )
    kept = sa.text("rating is not null")
    op.create_index(
        op.f("ix_move_rated"),
        "move",
        ["moment", "rating", "subject_id"],
        sqlite_where=kept,
        postgresql_where=kept,
    )
    op.drop_index(op.f("ix_complaint_rated"), "complaint")
