"""Every figure but the load: `make bench`."""

from bench import frontier, reruns, start

if __name__ == "__main__":
    for measurement in (start, reruns, frontier):
        measurement.main()
