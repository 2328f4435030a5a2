"""Run by Alembic, in the transaction that `opening.py` has begun."""

from alembic import context

from workbench.storage.health import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
