"""The one thing that pages, pictures and exports read of what people said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.aggregates import Comment, RoleRelease
from workbench.voices.privacy import visible
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

Comments = tuple[Comment, ...]
Tag = Literal["theme", "step"]


class Cut(Frozen):
    """The comments in a displayed cut, or why there are none."""

    comments: Comments = ()
    why_not: str | None = None


class ReleasedVoices(Frozen):
    """What may be shown, by role; `hidden` says of every other role why it is not.

    Totals over roles are sums over `roles` and nothing else, so that nobody hidden is in them.
    """

    privacy: Privacy
    roles: dict[Role, RoleRelease] = Field(default_factory=dict)
    hidden: dict[Role, str] = Field(default_factory=dict)

    @property
    def people(self) -> int:
        """Everybody behind what is shown."""
        return sum(release.people for release in self.roles.values())

    def comments(
        self,
        roles: Iterable[Role] = tuple(Role),
        item: str | None = None,
        theme: str | None = None,
        step: str | None = None,
    ) -> Cut:
        """The comments of a cut: of some roles, on one item, with one theme, one step or both.

        A cut is made within each role's comments on each item, and each part that is shown comes
        from at least `comment_threshold` people; so does what is left of the list beside it
        (complementary suppression). A part that is smaller adds nothing to the cut.
        """
        least = self.privacy.comment_threshold
        found: list[Comment] = []
        for role in (role for role in roles if role in self.roles):
            for name, comments in self.roles[role].comments.items():
                if item is None or name == item:
                    by_theme = _part(comments, "theme", theme, least)
                    by_step = _part(comments, "step", step, least)
                    crossed = _part(by_theme, "step", step, least)
                    if crossed == _part(by_step, "theme", theme, least):
                        found += crossed
        if found:
            return Cut(comments=tuple(found))
        why_not = f"Fewer than {least} people wrote about this, so their words are not shown."
        return Cut(why_not=why_not)


def released_voices(
    releases: Mapping[Role, RoleRelease],
    answered: Mapping[Role, int],
    privacy: Privacy,
) -> ReleasedVoices:
    """What may be shown of the releases of a workshop.

    `answered` is how many people of each role have answered by now. A role stands or is hidden by
    itself: no total includes a hidden one, so none can be worked out from what is shown.
    """
    least = privacy.score_threshold
    shown = {role: releases[role] for role in Role if role in releases}
    shown = {role: release for role, release in shown.items() if release.people >= least}
    return ReleasedVoices(
        privacy=privacy,
        roles={role: _tags_of_large_parts(release, privacy) for role, release in shown.items()},
        hidden={
            role: _why_hidden(role, answered.get(role, 0), least)
            for role in Role
            if role not in shown
        },
    )


def _why_hidden(role: Role, answered: int, least: int) -> str:
    if not answered:
        return f"No {role.singular.lower()} has answered yet."
    return f"{role.label} are shown as soon as {least} of them have answered."


def _tags_of_large_parts(release: RoleRelease, privacy: Privacy) -> RoleRelease:
    """The release with themes and steps only on comments that enough people share them with."""
    comments = {
        item: _tagged(comments, privacy.comment_threshold)
        for item, comments in release.comments.items()
    }
    return release.model_copy(update={"comments": comments})


def _tagged(comments: Comments, least: int) -> Comments:
    themes, steps = _large(comments, "theme", least), _large(comments, "step", least)
    return tuple(
        Comment(
            text=comment.text,
            theme=comment.theme if comment.theme in themes else None,
            step=comment.step if comment.step in steps else None,
        )
        for comment in comments
    )


def _large(comments: Comments, tag: Tag, least: int) -> frozenset[str]:
    """The values of a tag that enough comments of a list carry; "" stands for no tag."""
    return visible(Counter(getattr(comment, tag) or "" for comment in comments), least)


def _part(comments: Comments, tag: Tag, value: str | None, least: int) -> Comments:
    """The comments with one value of a tag, if enough carry it; all of them without a value."""
    if value is None:
        return comments
    large = value in _large(comments, tag, least)
    return tuple(c for c in comments if getattr(c, tag) == value) if large else ()
