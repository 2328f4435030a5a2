"""Operations figures that somebody put in, with who, when and from which file."""

from datetime import date, datetime

from workbench.frozen import Frozen
from workbench.headroom.operations import OperationsDay
from workbench.workshop.title import Title


class UploadNote(Frozen):
    """One line of the history of a workshop's figures; the latest is in force."""

    file_name: Title
    uploaded_by: Title
    uploaded_at: datetime
    day_count: int
    first_day: date | None
    last_day: date | None


class Upload(Frozen):
    """The figures of one file; no days at all means that the figures were removed."""

    file_name: Title
    uploaded_by: Title
    uploaded_at: datetime
    days: tuple[OperationsDay, ...]

    @property
    def note(self) -> UploadNote:
        """The upload without its figures."""
        dates = [day.day for day in self.days]
        return UploadNote(
            file_name=self.file_name,
            uploaded_by=self.uploaded_by,
            uploaded_at=self.uploaded_at,
            day_count=len(dates),
            first_day=min(dates, default=None),
            last_day=max(dates, default=None),
        )
