"""Rooms with their agenda, further browsers of a person, named links, and proxy entries."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

COUNTER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "known_devices",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("participant", sa.Uuid, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("workshop", "token_hash", name="pk_known_devices"),
        _of_participant("known_devices"),
    )
    op.create_index("ix_known_devices_participant", "known_devices", ["workshop", "participant"])
    op.create_table(
        "participant_names",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("participant", sa.Uuid, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("workshop", "participant", name="pk_participant_names"),
        _of_participant("participant_names"),
    )
    op.create_table(
        "named_links",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("workshop", "label", name="pk_named_links"),
        _of_workshop("named_links"),
    )
    op.create_table(
        "wrong_tries",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_tries"),
        _of_workshop("wrong_tries"),
    )
    op.create_index("ix_wrong_tries_workshop", "wrong_tries", ["workshop"])
    op.create_table(
        "rooms",
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("room", sa.JSON, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("control", sa.JSON, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("workshop", name="pk_rooms"),
        _of_workshop("rooms"),
    )
    op.create_table(
        "proxy_entries",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("workshop", sa.Uuid, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("step", sa.String(24), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proxy_entries"),
        sa.UniqueConstraint("workshop", "key", name="uq_proxy_entries_workshop"),
        _of_workshop("proxy_entries"),
    )
    op.create_index("ix_proxy_entries_workshop", "proxy_entries", ["workshop"])


def _of_workshop(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop"], ["workshops.id"], name=f"fk_{table}_workshops", ondelete="CASCADE"
    )


def _of_participant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workshop", "participant"],
        ["participants.workshop", "participants.id"],
        name=f"fk_{table}_participants",
        ondelete="CASCADE",
    )
