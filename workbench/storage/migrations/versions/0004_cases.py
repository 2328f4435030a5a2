"""The settings of a case, its signatures and its versions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "case_parts",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "part", name="pk_case_parts"),
        _of_workshop("case_parts"),
    )
    op.create_table(
        "sign_offs",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_offs"),
        _of_workshop("sign_offs"),
    )
    op.create_index("ix_sign_offs_workshop", "sign_offs", ["workshop"])
    op.create_table(
        "case_versions",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "number", name="pk_case_versions"),
        _of_workshop("case_versions"),
    )


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop"], ["workshops.id"], name=f"fk_{table}_workshops", ondelete="CASCADE"
    )
