"""Where each role finds its form: customers, executives, and everybody else who works here."""

from workbench.frozen import Frozen
from workbench.workshop.roles import Role


class Invitation(Frozen):
    """A link for one role or several, by the name and the path of the page it leads to."""

    roles: tuple[Role, ...]
    page: str
    path: str

    @property
    def whom(self) -> str:
        """Whom it invites, inside a sentence."""
        *first, last = (role.label.lower() for role in self.roles)
        return f"{', '.join(first)} and {last}" if first else last

    def link(self, base: str, code: str) -> str:
        """The whole link, for an address such as `http://localhost:8501`."""
        return f"{base.rstrip('/')}/{self.path}?join={code}"


INVITATIONS = (
    Invitation(
        roles=(Role.ADVISOR, Role.MIDDLE, Role.BACK_OFFICE),
        page="Advisor voice",
        path="advisor-voice",
    ),
    Invitation(roles=(Role.EXECUTIVE,), page="Leadership voice", path="leadership-voice"),
    Invitation(roles=(Role.CUSTOMER,), page="Customer voice", path="customer-voice"),
)
