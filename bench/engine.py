"""The monthly engine: trials of 20 drivers over 60 months, and rates of return, beside peers."""

import resource
import sys
import time
import warnings
from functools import partial
from typing import Any

import numpy as np
import numpy_financial as npf
import pyxirr
from scipy import stats

from bench.figures import best, show
from workbench.business_case.arithmetic import FloatArray
from workbench.business_case.conventions import Conventions
from workbench.business_case.many_rates import irr_many
from workbench.business_case.model import Model, model
from workbench.business_case.rows import Row, RowKind, Rows, Tier
from workbench.business_case.valuation import npv
from workbench.business_case.waterfall import waterfall
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.defaults import default_assumptions

DRIVERS, POOLS, YEARS = 20, 6, 5
MONTHS, RATE = 12 * YEARS, 0.1
CUSTOMERS, MARGIN, SPEND, OUTLAY = 100_000.0, 4.0, 300_000.0, 2_000_000.0
PEER_CASES, ROWS, PERIODS, PEER_ROWS = 200, 100_000, 61, 2_000


def drivers_model() -> Model:
    """Give the model: each pool has an uncertain ramp, its drivers combine by what is left."""
    rows = [_row("gone", RowKind.MEMO, "min(month, 1)")]
    for pool in range(POOLS):
        start = f"1 / (1 + step_{pool} ** middle_{pool})"
        rows.append(_row(f"start_{pool}", RowKind.MEMO, start))
        reached = f"1 / (1 + step_{pool} ** (middle_{pool} - month))"
        ramp = f"({reached} - start_{pool}) / (1 - start_{pool})"
        rows.append(_row(f"ramp_{pool}", RowKind.MEMO, ramp))
    for driver in range(DRIVERS):
        formula = f"effect_{driver} * ramp_{driver % POOLS}"
        rows.append(_row(f"driver_{driver}", RowKind.DRIVER, formula))
    rows.append(_row("stay", RowKind.STATE, f"1 - churn * {_left(0)}"))
    rows.append(_row("customers", RowKind.STATE, "(1 - gone) * n + prev(customers) * stay"))
    rows.append(_row("margin", RowKind.STATE, "customers * margin_each * gone"))
    rows.append(_row("gains", RowKind.BENEFIT, "gained(margin)"))
    for pool in range(1, POOLS):
        rows.append(_row(f"spend_{pool}", RowKind.STATE, f"spend * {_left(pool)} * gone"))
        rows.append(_row(f"saved_{pool}", RowKind.BENEFIT, f"saved(spend_{pool})"))
    rows.append(_row("outlays", RowKind.COST, "(1 - gone) * outlay"))
    figures = {"n": CUSTOMERS, "margin_each": MARGIN, "spend": SPEND, "outlay": OUTLAY}
    figures |= {"horizon_years": YEARS, "discount_rate": RATE, "churn": 0.015}
    figures |= {f"effect_{driver}": 0.02 for driver in range(DRIVERS)}
    figures |= {
        f"{what}_{p}": v for p in range(POOLS) for what, v in (("step", 1.44), ("middle", 9))
    }
    held = {each.id: each for each in default_assumptions()}
    given = {key: _figure(key, value) for key, value in figures.items()}
    register = Register((held | given).values())
    return model(register, lambda _: {}, Rows(results=(), rows=tuple(rows)), Conventions())


def drawn(trials: int) -> dict[str, FloatArray]:
    """Give the uncertain inputs: 20 effects and the ramps of the pools."""
    rng = np.random.default_rng(5)
    values = {f"effect_{d}": rng.triangular(0, 0.02, 0.05, trials) for d in range(DRIVERS)}
    for pool in range(POOLS):
        values[f"step_{pool}"] = rng.triangular(1.2, 1.44, 1.8, trials)
        values[f"middle_{pool}"] = rng.triangular(5.0, 9.0, 14.0, trials)
    return values


def one_case(values: dict[str, float]) -> float:
    """Give the same model for one case in plain numpy: what a peer runs case by case."""
    month = np.arange(MONTHS + 1.0)
    left = [np.ones(MONTHS + 1) for _ in range(POOLS)]
    for driver in range(DRIVERS):
        pool = driver % POOLS
        step, middle = values[f"step_{pool}"], values[f"middle_{pool}"]
        start = 1 / (1 + step**middle)
        ramp = (1 / (1 + step ** (middle - month)) - start) / (1 - start)
        left[pool] *= 1 - values[f"effect_{driver}"] * ramp
    stay = 1 - 0.015 * left[0]
    kept = CUSTOMERS * np.concatenate([[1.0], np.cumprod(stay[1:])])
    flows = (kept - CUSTOMERS * 0.985**month) * MARGIN
    for pool in range(1, POOLS):
        flows += SPEND * (1 - left[pool])
    flows[0] = -OUTLAY
    return float(np.sum(flows * (1 + RATE) ** -np.ceil(month / 12)))


def beside_monaco(ours: float, trials: int) -> str:
    """Give how many times faster a trial is than monaco's, on the same model in this run."""
    import monaco as mc

    names = list(drawn(1))

    def run(*given: float) -> tuple[float]:
        return (one_case(dict(zip(names, given, strict=True))),)

    sim = mc.Sim(
        name="peer",
        ndraws=PEER_CASES,
        fcns={
            "preprocess": lambda case: tuple(case.invals[name].val for name in names),
            "run": run,
            "postprocess": lambda case, value: case.addOutVal("npv", value),
        },
        firstcaseismedian=False,
        singlethreaded=True,
        verbose=False,
        debug=True,
        savecasedata=False,
        savesimdata=False,
        seed=5,
    )
    for name in names:
        sim.addInVar(name, stats.triang, {"c": 0.4, "loc": _low(name), "scale": _width(name)})
    begin = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sim.runSim()
    theirs = (time.perf_counter() - begin) / PEER_CASES
    return f"{theirs / (ours / trials):,.0f} times (monaco {mc.__version__}: {1e6 * theirs:.0f} µs)"


def conventional() -> FloatArray:
    """Give series of flows with one change of sign."""
    rng = np.random.default_rng(1)
    flows = rng.lognormal(3, 1, (ROWS, PERIODS))
    outlays = rng.integers(1, PERIODS // 4, ROWS)
    flows[np.arange(PERIODS) < outlays[:, np.newaxis]] *= -3
    return flows


def main() -> None:
    """Print every figure of the engine."""
    built = drivers_model()
    sample = drawn(50)
    alone = [one_case({k: float(v[t]) for k, v in sample.items()}) for t in range(50)]
    assert np.allclose(built.trials(sample).npv, alone, rtol=1e-9), "the peers differ"
    seconds = {}
    for trials, goal in ((10_000, "0.15 s"), (100_000, "1.2 s")):
        values = drawn(trials)
        built.trials(values)
        seconds[trials] = best(partial(built.trials, values), 3)
        show(
            f"{trials:,} trials, {DRIVERS} drivers x {MONTHS} months",
            f"{seconds[trials]:.2f} s",
            goal,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform == "linux" else 2**20
    )
    show("Peak memory of the process", f"{peak:.0f} MB", "1,000 MB")
    show("A trial beside monaco's", beside_monaco(seconds[10_000], 10_000))
    shares = best(lambda: waterfall(built), 2)
    show("Waterfall of ten bars, 1,024 runs", f"{1000 * shares:.0f} ms")

    flows = conventional()
    ours = best(lambda: npv(RATE, flows), 5)
    show(f"NPV of {ROWS:,} x {PERIODS} flows", f"{1000 * ours:.1f} ms", "10 ms")
    rates = best(lambda: irr_many(flows), 3)
    show(f"IRR of {ROWS:,} x {PERIODS} flows", f"{rates:.2f} s", "0.5 s")
    some = flows[:PEER_ROWS]
    for name, peer in (("pyxirr", pyxirr.irr), ("numpy-financial", npf.irr)):
        theirs = _by_the_row(peer, some)
        show(f"IRR beside {name}", f"{theirs / PEER_ROWS / (rates / ROWS):,.1f} times faster")


def _by_the_row(peer: Any, flows: FloatArray) -> float:
    begin = time.perf_counter()
    for series in flows:
        peer(series)
    return time.perf_counter() - begin


def _left(pool: int) -> str:
    return " * ".join(f"(1 - driver_{driver})" for driver in range(pool, DRIVERS, POOLS))


def _low(name: str) -> float:
    return {"effect": 0.0, "step": 1.2, "middle": 5.0}[name.partition("_")[0]]


def _width(name: str) -> float:
    return {"effect": 0.05, "step": 0.6, "middle": 9.0}[name.partition("_")[0]]


def _row(key: str, kind: RowKind, formula: str) -> Row:
    money = kind in (RowKind.BENEFIT, RowKind.COST)
    said = {"owner": "Finance", "ledger": "Any", "source": "A measurement"} if money else {}
    tier = Tier.CASH if kind is RowKind.BENEFIT else None
    unit = {} if money else {"unit": "any"}
    return Row(id=key, label=f"Row {key}", kind=kind, formula=formula, tier=tier, **said, **unit)


def _figure(key: str, value: float) -> Assumption:
    some = next(iter(default_assumptions()))
    changed = {"id": key, "label": f"Figure {key}", "p10": value, "p50": value, "p90": value}
    return Assumption.model_validate(
        some.model_dump() | changed | {"lowest": -1e12, "highest": 1e12, "unit": "any"}
    )


if __name__ == "__main__":
    main()
