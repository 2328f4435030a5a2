"""What people are promised before they answer, in the figures of their workshop."""

from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop

SMALL_ROOM = (
    "A boardroom is small, so this cannot be fully anonymous: people who know you may guess an "
    "answer that stands out."
)


def purpose(workshop: Workshop) -> tuple[str, ...]:
    """What it is for, that nobody has to, and for how long it is kept."""
    kept = "Everything is kept until the person who runs the workshop erases it."
    if workshop.erase_on is not None:
        day = workshop.erase_on
        kept = f"Everything is erased on {day.day} {day:%B %Y}."
    return (
        f"{workshop.organisation} asks what stops people doing the right thing for customers, in "
        "order to decide what to change.",
        "Taking part is voluntary. Leave out whatever you like, and take everything back when you "
        "like.",
        kept,
    )


def in_one_line(privacy: Privacy) -> str:
    """The promise in one line."""
    return (
        f"Your answers are shown only together with at least {privacy.score_threshold - 1} other "
        f"people's; your words only when at least {privacy.comment_threshold} people wrote."
    )


def in_full(privacy: Privacy, role: Role | None) -> tuple[str, ...]:
    """How the answers of a role, or of any, are protected, and from whom they are not."""
    people = role.label.lower() if role else "people of your role"
    return (
        "You give no name, e-mail address or phone number. A random number in this browser "
        "brings you back to your own answers; nobody else's browser shows them.",
        "No page shows what one person answered, not even to the person who runs the workshop. "
        f"People see counts for all {people} together, once {privacy.score_threshold} of "
        f"you have answered. These limits were set before anybody answered and cannot change.",
        f"What you write is shown word for word, in no particular order, once "
        f"{privacy.comment_threshold} {people} have written. Leave out names and whatever only "
        "you could know.",
        "You can change your answers until the form is closed, and take them back at any time.",
        "Nothing is stored before you send. This tab of your browser remembers what you typed.",
        "Like any system, this one has files and backups, and whoever keeps them could open "
        "them. Your answers stand there under a random number, without a name.",
    )
