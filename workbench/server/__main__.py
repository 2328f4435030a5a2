"""Start Headroom: `python -m workbench.server [--host ADDRESS] [--port NUMBER]`."""

import argparse
import sys

from workbench.server.launch import serve
from workbench.server.proxy import proxy_address


def port_number(text: str) -> int:
    """Read a port from the command line."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(
            f"port is {text!r}; a whole number from 0 to 65535 is accepted"
        )
    return int(text)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(
        prog="python -m workbench.server", description="Start Headroom and say where it is open."
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen at; 0.0.0.0 opens Headroom to the whole network "
        "(default: this machine only)",
    )
    parser.add_argument(
        "--port",
        type=port_number,
        default=8501,
        help="port to listen at, or the next free one; 0 takes any (default: 8501)",
    )
    parser.add_argument(
        "--proxy",
        default=proxy_address(),
        help="address of a reverse proxy in front, such as 127.0.0.1: its headers are "
        "believed, and nobody counts as sitting at this machine (default: none)",
    )
    options = parser.parse_args()
    try:
        serve(options.host, options.port, options.proxy)
    except ValueError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
