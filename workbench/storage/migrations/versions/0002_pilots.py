"""The versions of the pilot of a workshop."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pilots",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pilots"),
        sa.UniqueConstraint("workshop", "version", name="uq_pilots_workshop"),
        sa.ForeignKeyConstraint(
            ["workshop"], ["workshops.id"], name="fk_pilots_workshops", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_pilots_workshop", "pilots", ["workshop"])
