"""The quick what-if: a workshop for one analyst and the simulator, nobody asked."""

from workbench.ui.store import now, store
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Kind, Workshop

NAME, ORGANISATION = "Quick what-if", "Typical contact centre"


def quick_what_if() -> Workshop:
    """A what-if that nobody has touched yet, else a new one. Raises NotSaved."""
    for workshop in store().workshops.all():
        if workshop.kind is Kind.WHAT_IF and _untouched(workshop):
            return workshop
    return store().workshops.create(new_workshop(NAME, ORGANISATION, now(), kind=Kind.WHAT_IF))


def _untouched(workshop: Workshop) -> bool:
    if (workshop.name, workshop.organisation) != (NAME, ORGANISATION):
        return False
    found = store().backups.take(workshop.id)
    return not (found.edits or found.scenarios or found.uploads or found.participants or found.log)
