"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "workshops",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("organisation", sa.String(120), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("requisite", sa.JSON, nullable=False),
        sa.Column("score_threshold", sa.Integer, nullable=False),
        sa.Column("comment_threshold", sa.Integer, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("first_wave", sa.Uuid),
        sa.Column("open_roles", sa.JSON, nullable=False),
        sa.Column("requisite_locked_at", MOMENT),
        sa.Column("revealed_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workshops"),
        sa.UniqueConstraint("code", name="uq_workshops_code"),
    )
    op.create_index("ix_workshops_first_wave", "workshops", ["first_wave"])
    op.create_table(
        "participants",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("joined_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "id", name="pk_participants"),
        sa.UniqueConstraint("workshop", "token_hash", name="uq_participants_workshop"),
        _of_workshop("participants"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("participant", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("workshop", "key", name="uq_submissions_workshop"),
        sa.ForeignKeyConstraint(
            ["workshop", "participant"],
            ["participants.workshop", "participants.id"],
            name="fk_submissions_participants",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_submissions_latest", "submissions", ["workshop", "participant", "form", "id"]
    )
    op.create_table(
        "releases",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("release", sa.JSON, nullable=False),
        sa.Column("behind", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("workshop", "role", name="pk_releases"),
        _of_workshop("releases"),
    )
    _numbered(
        "assumption_edits",
        sa.Column("assumption_id", sa.Text, nullable=False),
        sa.Column("p10", sa.Float, nullable=False),
        sa.Column("p50", sa.Float, nullable=False),
        sa.Column("p90", sa.Float, nullable=False),
        sa.Column("source_kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
    )
    _numbered(
        "scenarios",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.UniqueConstraint("workshop", "name", name="uq_scenarios_workshop"),
    )
    _numbered(
        "uploads",
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("day_count", sa.Integer, nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("days", sa.JSON, nullable=False),
    )
    _numbered(
        "log",
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )


def _numbered(table: str, *columns: sa.Column[object] | sa.UniqueConstraint) -> None:
    op.create_table(
        table,
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _of_workshop(table),
    )
    op.create_index(f"ix_{table}_workshop", table, ["workshop"])


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop"], ["workshops.id"], name=f"fk_{table}_workshops", ondelete="CASCADE"
    )
