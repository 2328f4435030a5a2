"""What the uploaded rows say, worked out once for the rows and the figures that it rests on."""

from uuid import UUID

import streamlit as st

from workbench.evidence.assumptions import Register
from workbench.headroom.fitting.register_figures import before_calibration
from workbench.headroom.fitting.row_calibration import RowCalibration, calibrate_from_rows
from workbench.ui.current import register, todays_rows
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop


def row_calibration(workshop: Workshop) -> RowCalibration | None:
    """What the rows of a workshop say; None when there are none.

    Raises ValueError when the register describes no centre.
    """
    if todays_rows(workshop) is None:
        return None
    history = store().operations.history(workshop.id)
    held = before_calibration(register(workshop))
    ranges = ",".join(f"{each.p10!r} {each.p50!r} {each.p90!r}" for each in held.values())
    return _calibration(workshop.id, len(history), ranges, held)


@st.cache_resource(max_entries=20, show_spinner="Fitting the queue to your rows")
def _calibration(
    workshop: UUID,
    uploads: int,  # noqa: ARG001 - part of the key
    ranges: str,  # noqa: ARG001 - part of the key
    _held: Register,
) -> RowCalibration:
    return calibrate_from_rows(store().operations.days(workshop), _held)
