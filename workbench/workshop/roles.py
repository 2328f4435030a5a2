"""Who takes part."""

from enum import StrEnum


class Role(StrEnum):
    """A participant's role; the value is the audience's name in the instrument."""

    EXECUTIVE = "exec"
    MIDDLE = "middle"
    ADVISOR = "advisor"
    BACK_OFFICE = "back_office"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        """The role as people say it, in the plural."""
        return LABELS[self]

    @property
    def singular(self) -> str:
        """One person of the role."""
        return SINGULARS[self]


LABELS = {
    Role.EXECUTIVE: "Executives",
    Role.MIDDLE: "Middle managers",
    Role.ADVISOR: "Advisors",
    Role.BACK_OFFICE: "Back office",
    Role.CUSTOMER: "Customers",
}
SINGULARS = {
    Role.EXECUTIVE: "Executive",
    Role.MIDDLE: "Middle manager",
    Role.ADVISOR: "Advisor",
    Role.BACK_OFFICE: "Back-office colleague",
    Role.CUSTOMER: "Customer",
}
