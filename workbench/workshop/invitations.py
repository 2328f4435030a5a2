"""Where each role finds its form; two roles share a page and say there which one they are."""

from workbench.frozen import Frozen
from workbench.workshop.roles import Role


class Invitation(Frozen):
    """A link for one or two roles, by the name and the path of the page it leads to."""

    roles: tuple[Role, ...]
    page: str
    path: str

    @property
    def whom(self) -> str:
        """Whom it invites, inside a sentence."""
        return " and ".join(role.label.lower() for role in self.roles)

    def link(self, base: str, code: str) -> str:
        """The whole link, for an address such as `http://localhost:8501`."""
        return f"{base.rstrip('/')}/{self.path}?join={code}"


INVITATIONS = (
    Invitation(roles=(Role.ADVISOR, Role.BACK_OFFICE), page="Advisor voice", path="advisor-voice"),
    Invitation(
        roles=(Role.EXECUTIVE, Role.MIDDLE), page="Leadership voice", path="leadership-voice"
    ),
    Invitation(roles=(Role.CUSTOMER,), page="Customer voice", path="customer-voice"),
)
