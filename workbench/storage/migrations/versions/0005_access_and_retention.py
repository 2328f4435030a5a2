"""Facilitators' keys, the day on which a workshop is erased, and what was erased on its day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make two tables and a column; workshops that are there already are kept until deleted."""
    op.add_column("workshops", sa.Column("erase_on", sa.Date))
    op.create_table(
        "facilitator_keys",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("stored", sa.String(200), nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("wrong_since", MOMENT),
        sa.PrimaryKeyConstraint("workshop", name="pk_facilitator_keys"),
        sa.ForeignKeyConstraint(
            ["workshop"],
            ["workshops.id"],
            name="fk_facilitator_keys_workshops",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "erasures",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("organisation", sa.String(120), nullable=False),
        sa.Column("planned", sa.Date, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
