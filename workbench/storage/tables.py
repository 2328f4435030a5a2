"""The tables. What people contribute is appended, never changed, until it is erased."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store in UTC; raises ValueError without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(
                f"the time {value} has no time zone; accepted: a time with a time zone"
            )
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite forgets the time zone; it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts up by itself only in a column that it calls INTEGER.
COUNTER = BigInteger().with_variant(Integer, "sqlite")


def _of_workshop(*, primary_key: bool = False) -> Column[object]:
    return Column(
        "workshop",
        Uuid,
        ForeignKey("workshops.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        index=None if primary_key else True,
    )


workshops = Table(
    "workshops",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("organisation", String(120), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("requisite", JSON, nullable=False),
    Column("score_threshold", Integer, nullable=False),
    Column("comment_threshold", Integer, nullable=False),
    Column("wave", Integer, nullable=False),
    # Not a foreign key: a wave outlives the deletion of the first, and is restored without it.
    Column("first_wave", Uuid, index=True),
    Column("open_roles", JSON, nullable=False),
    Column("requisite_locked_at", Moment),
    Column("revealed_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("erase_on", Date),
    Column("revision", BigInteger, nullable=False),
    Column("figures_revision", BigInteger, nullable=False, server_default="0"),
    # Keys the fingerprints of a release; it never leaves the database but in a backup.
    Column("secret", String(64), nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("id", Uuid, nullable=False),
    Column("role", String(16), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("joined_on", Date, nullable=False),
    PrimaryKeyConstraint("workshop", "id"),
    UniqueConstraint("workshop", "token_hash"),
)

# Further browsers of a person: those that came back with the three words.
known_devices = Table(
    "known_devices",
    metadata,
    Column("workshop", Uuid, nullable=False),
    Column("participant", Uuid, nullable=False),
    Column("token_hash", String(64), nullable=False),
    PrimaryKeyConstraint("workshop", "token_hash"),
    ForeignKeyConstraint(
        ["workshop", "participant"],
        ["participants.workshop", "participants.id"],
        ondelete="CASCADE",
    ),
    Index("ix_known_devices_participant", "workshop", "participant"),
)

# Only for steps in which the room learns who said what; gone with the person.
participant_names = Table(
    "participant_names",
    metadata,
    Column("workshop", Uuid, nullable=False),
    Column("participant", Uuid, nullable=False),
    Column("name", String(120), nullable=False),
    PrimaryKeyConstraint("workshop", "participant"),
    ForeignKeyConstraint(
        ["workshop", "participant"],
        ["participants.workshop", "participants.id"],
        ondelete="CASCADE",
    ),
)

named_links = Table(
    "named_links",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("label", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    PrimaryKeyConstraint("workshop", "label"),
)

wrong_tries = Table(
    "wrong_tries",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("at", Moment, nullable=False),
)

rooms = Table(
    "rooms",
    metadata,
    _of_workshop(primary_key=True),
    Column("room", JSON, nullable=False),
    Column("edits", JSON, nullable=False),
    Column("control", JSON, nullable=False),
    # Rises with every change of the room alone, so that a phone can ask cheaply.
    Column("revision", BigInteger, nullable=False),
)

proxy_entries = Table(
    "proxy_entries",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("key", String(64), nullable=False),
    Column("step", String(24), nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("workshop", "key"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", COUNTER, primary_key=True),
    Column("workshop", Uuid, nullable=False),
    Column("participant", Uuid, nullable=False),
    Column("role", String(16), nullable=False),
    Column("form", Text, nullable=False),
    Column("key", String(64), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("sent_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["workshop", "participant"],
        ["participants.workshop", "participants.id"],
        ondelete="CASCADE",
    ),
    UniqueConstraint("workshop", "key"),
    Index("ix_submissions_latest", "workshop", "participant", "form", "id"),
)

releases = Table(
    "releases",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("release", JSON, nullable=False),
    Column("behind", JSON, nullable=False),
    PrimaryKeyConstraint("workshop", "role"),
)

step_releases = Table(
    "step_releases",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("step", String(24), nullable=False),
    Column("role", String(16), nullable=False),
    Column("release", JSON, nullable=False),
    Column("behind", JSON, nullable=False),
    PrimaryKeyConstraint("workshop", "step", "role"),
)

step_analyses = Table(
    "step_analyses",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("step", String(24), nullable=False),
    Column("document", JSON, nullable=False),
    PrimaryKeyConstraint("workshop", "step"),
)

# Words of a participant go with the participant; those of the facilitator belong to nobody.
statements = Table(
    "statements",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("id", String(24), nullable=False),
    Column("participant", Uuid),
    Column("form", Text, nullable=False),
    Column("item", String(40), nullable=False),
    Column("document", JSON, nullable=False),
    PrimaryKeyConstraint("workshop", "id"),
    ForeignKeyConstraint(
        ["workshop", "participant"],
        ["participants.workshop", "participants.id"],
        ondelete="CASCADE",
    ),
    Index("ix_statements_participant", "workshop", "participant"),
)

moderation_log = Table(
    "moderation_log",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("document", JSON, nullable=False),
    # How the statements stood before, to undo it; never their words.
    Column("before", JSON, nullable=False),
    Column("undone", Boolean, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("number", COUNTER, primary_key=True),
    _of_workshop(),
    Column("id", String(24), nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("workshop", "id"),
)

room_parts = Table(
    "room_parts",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("part", String(40), nullable=False),
    Column("document", JSON, nullable=False),
    PrimaryKeyConstraint("workshop", "part"),
)

assumption_edits = Table(
    "assumption_edits",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("assumption_id", Text, nullable=False),
    Column("p10", Float, nullable=False),
    Column("p50", Float, nullable=False),
    Column("p90", Float, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("grade", String(1), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("edited_at", Moment, nullable=False),
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("name", String(120), nullable=False),
    Column("document", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("workshop", "name"),
)

pilots = Table(
    "pilots",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("workshop", "version"),
)

bids = Table(
    "bids",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("name", String(120), nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("workshop", "name"),
)

funding = Table(
    "funding",
    metadata,
    _of_workshop(primary_key=True),
    Column("document", JSON, nullable=False),
)

case_parts = Table(
    "case_parts",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("part", String(40), nullable=False),
    Column("document", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    PrimaryKeyConstraint("workshop", "part"),
)

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("document", JSON, nullable=False),
    Column("signed_at", Moment, nullable=False),
)

case_versions = Table(
    "case_versions",
    metadata,
    Column("workshop", Uuid, ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    PrimaryKeyConstraint("workshop", "number"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("file_name", Text, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("day_count", Integer, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("days", JSON, nullable=False),
)

facilitator_keys = Table(
    "facilitator_keys",
    metadata,
    _of_workshop(primary_key=True),
    # A slow hash, for people to type the key against; it also seals their sessions.
    Column("stored", String(200), nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("wrong_since", Moment),
)

# What is left of workshops whose day had come: names, no answers.
erasures = Table(
    "erasures",
    metadata,
    Column("id", COUNTER, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("organisation", String(120), nullable=False),
    Column("planned", Date, nullable=False),
    Column("at", Moment, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("id", COUNTER, primary_key=True),
    _of_workshop(),
    Column("what", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Text, nullable=False),
    Column("why", Text, nullable=False),
)
