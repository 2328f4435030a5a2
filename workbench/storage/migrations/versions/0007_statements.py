"""Releases of steps, statements with their moderation, changes, and the parts of a room."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "step_releases",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("release", sa.JSON, nullable=False),
        sa.Column("behind", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "step", "role", name="pk_step_releases"),
        _of_workshop("step_releases"),
    )
    op.create_table(
        "step_analyses",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "step", name="pk_step_analyses"),
        _of_workshop("step_analyses"),
    )
    op.create_table(
        "statements",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("participant", sa.Uuid),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "id", name="pk_statements"),
        _of_workshop("statements"),
        sa.ForeignKeyConstraint(
            ["workshop", "participant"],
            ["participants.workshop", "participants.id"],
            name="fk_statements_participants",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_statements_participant", "statements", ["workshop", "participant"])
    op.create_table(
        "moderation_log",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_log"),
        _of_workshop("moderation_log"),
    )
    op.create_index("ix_moderation_log_workshop", "moderation_log", ["workshop"])
    op.create_table(
        "changes",
        sa.Column("number", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
        sa.UniqueConstraint("workshop", "id", name="uq_changes_workshop"),
        _of_workshop("changes"),
    )
    op.create_index("ix_changes_workshop", "changes", ["workshop"])
    op.create_table(
        "room_parts",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "part", name="pk_room_parts"),
        _of_workshop("room_parts"),
    )


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop"], ["workshops.id"], name=f"fk_{table}_workshops", ondelete="CASCADE"
    )
