"""Every figure but the load: `make bench`."""

from bench import engine, frontier, futures, journey, portfolio, reruns, simulation, start

if __name__ == "__main__":
    for measurement in (start, reruns, frontier, simulation, journey, portfolio, engine, futures):
        measurement.main()
