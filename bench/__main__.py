"""Every figure but the load: `make bench`."""

from bench import (
    consensus,
    engine,
    frontier,
    futures,
    journey,
    portfolio,
    reruns,
    simulation,
    start,
)

MEASUREMENTS = (
    start,
    reruns,
    frontier,
    simulation,
    journey,
    portfolio,
    engine,
    futures,
    consensus,
)

if __name__ == "__main__":
    for measurement in MEASUREMENTS:
        measurement.main()
