"""Whether a case may be signed and put before a board, and what is still open."""

from collections.abc import Collection, Sequence

from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.counterfactual import NONE_YET
from workbench.business_case.credibility.double_counts import Clash
from workbench.business_case.credibility.pre_mortem import causes_short, unknown_figures
from workbench.business_case.credibility.sign_off import Signature
from workbench.frozen import Frozen


class Standing(Frozen):
    """What stops a signature or a version, and what is open but does not; sentences without end."""

    blocked: tuple[str, ...]
    still_open: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether a version for a board may be made."""
        return not self.blocked


def standing(
    file: CaseFile,
    lines: Sequence[Signature],
    clashes: Sequence[Clash],
    known: Collection[str],
) -> Standing:
    """Where a case stands. `known` are the ids of all figures of the case."""
    blocked = [] if file.counterfactual else [NONE_YET]
    blocked += [f"Claimed twice: {clash.says}" for clash in clashes]
    still_open = [short] if (short := causes_short(file.causes)) else []
    still_open += [
        f"The pre-mortem points at a figure that is gone: “{cause.why}”"
        for cause in unknown_figures(file.causes, known)
    ]
    for each in lines:
        if not each.line.counts or each.valid:
            continue
        if each.signed is None:
            still_open.append(f"“{each.line.label}” is not signed by {each.line.owner} yet")
        else:
            count = len(each.changed)
            figures = "one figure has" if count == 1 else f"{count} figures have"
            still_open.append(f"“{each.line.label}” has to be signed again: {figures} changed")
    if not file.reviews:
        still_open.append("No day is set on which the figures are looked at again")
    return Standing(blocked=tuple(blocked), still_open=tuple(still_open))
