"""How people respond: every link with its grade, its source, what contradicts it, its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import fields

import streamlit as st

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.units import decimals_to_type, factor, range_in_words
from workbench.headroom.centre import Behaviour, Centre
from workbench.headroom.links import Link, links, switched_on
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.plain import plain
from workbench.ui.rests_on import provenance
from workbench.ui.scenarios import show
from workbench.ui.todays_figures import label_of, try_figure
from workbench.workshop.workshop import Workshop

# These are tried here, each at the first link that it is in.
OWN = frozenset(field.name for field in fields(Behaviour))
TODAYS = frozenset(field.name for field in fields(Centre))


def link_list(workshop: Workshop, scenario: Scenario) -> None:
    """The links in the order in which they act."""
    st.caption(
        "Waits, repeat contacts and cost follow from the queue and are never switched off. "
        "Everything else is one of these links; a link that is off stays as it is today. Grades: "
        "A experiment, B longitudinal or structural study, C cross-section, V vendor claim, "
        "J judgement."
    )
    on = switched_on(scenario.evidence)
    placed: set[str] = set()
    for link in links():
        own = [key for key in link.parameters if key in OWN - placed]
        placed.update(own)
        state = "on" if link.id in on else "off"
        with st.expander(f"{link.name} · grade {link.grade} · {state}"):
            _link(workshop, scenario, link, own)


def _link(workshop: Workshop, scenario: Scenario, link: Link, own: Sequence[str]) -> None:
    st.markdown(f"**{plain(link.mechanism)}**")
    st.markdown(
        f"Grade {link.grade}: {link.grade.meaning}. {plain(link.source)}\n\n"
        f"**Against it.** {plain(link.contradicted_by)}\n\n"
        f"**In the model.** {plain(link.formula)}"
    )
    held = register(workshop)
    for key in own:
        _slider(workshop, scenario, held[key])
    _named("Also in it", [key for key in link.parameters if key in OWN - set(own)], held)
    _named("Also in it, among today's figures", TODAYS.intersection(link.parameters), held)
    pace = [key for key in link.parameters if key not in OWN | TODAYS]
    _named("How fast it happens, not where it ends", pace, held)


def _named(what: str, keys: Iterable[str], held: Register) -> None:
    labels = sorted(held[key].label for key in keys)
    if labels:
        st.caption(f"{what}: {plain(', '.join(labels))}.")


def _slider(workshop: Workshop, scenario: Scenario, assumption: Assumption) -> None:
    key, times = f"figure_{assumption.id}", factor(assumption.unit)
    show(key, float(times * scenario.overrides.get(assumption.id, assumption.p50)))
    st.slider(
        label_of(assumption, workshop.currency, tried=assumption.id in scenario.overrides),
        times * assumption.lowest,
        times * assumption.highest,
        step=float(times * assumption.step),
        format=f"%.{decimals_to_type(assumption)}f",
        key=key,
        help=provenance(assumption, workshop.currency),
        on_change=try_figure,
        args=(workshop, assumption.id, key),
    )
    st.caption(f"P10 to P90: {plain(range_in_words(assumption, workshop.currency))}")
