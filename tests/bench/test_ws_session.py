import asyncio

import pytest

from bench.server_process import RunningServer
from bench.ws_session import Session


@pytest.mark.parametrize("server", ["http://192.0.2.1:8501", "https://headroom.example"])
def test_a_session_goes_to_this_machine_only(server: str) -> None:
    with pytest.raises(ValueError, match="only this machine is accepted"):
        Session(server)


def test_what_is_not_there_is_named_with_what_is(server: RunningServer) -> None:
    async def look() -> None:
        session = Session(server.url)
        await session.open()
        with pytest.raises(ValueError, match="no widget has the key 'no such key'"):
            await session.move("no such key", 1.0)
        with pytest.raises(ValueError, match="no page is at 'nowhere'; there are"):
            await session.go("nowhere")
        assert await session.go("") > 0
        await session.close()

    asyncio.run(look())
