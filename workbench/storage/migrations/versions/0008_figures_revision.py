"""A second revision of a workshop, which answers leave alone as long as no figure shows them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Start the second revision where the first one is."""
    op.add_column(
        "workshops",
        sa.Column("figures_revision", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.execute("UPDATE workshops SET figures_revision = revision")
