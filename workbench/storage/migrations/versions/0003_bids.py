"""Bids of all functions, and what there is to fund them with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "bids",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bids"),
        sa.UniqueConstraint("workshop", "name", name="uq_bids_workshop"),
        _of_workshop("bids"),
    )
    op.create_index("ix_bids_workshop", "bids", ["workshop"])
    op.create_table(
        "funding",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", name="pk_funding"),
        _of_workshop("funding"),
    )


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop"], ["workshops.id"], name=f"fk_{table}_workshops", ondelete="CASCADE"
    )
