"""Two replicas never take turns of one chat at once."""

import asyncio

from storage.engine.chat_locks import ChatLocks


async def test_on_postgresql_a_chat_is_held_by_one_replica(fresh_postgres_url: str) -> None:
    one, other = ChatLocks(fresh_postgres_url), ChatLocks(fresh_postgres_url)
    order: list[str] = []
    began = asyncio.Event()

    async def first() -> None:
        async with one.turn(77):
            order.append("first begins")
            began.set()
            await asyncio.sleep(0.3)
            order.append("first ends")

    async def second() -> None:
        await began.wait()
        async with other.turn(78):
            order.append("another chat")
        async with other.turn(77):
            order.append("second")

    await asyncio.gather(first(), second())
    assert order == ["first begins", "another chat", "first ends", "second"]
    await one.close()
    await other.close()


async def test_a_replica_that_is_gone_holds_nobody(fresh_postgres_url: str) -> None:
    gone, other = ChatLocks(fresh_postgres_url), ChatLocks(fresh_postgres_url)
    holding = gone.turn(77)
    await holding.__aenter__()
    await gone.close()
    async with other.turn(77):
        pass
    await other.close()
    await holding.__aexit__(None, None, None)
    await gone.close()


async def test_on_sqlite_nothing_is_asked_of_the_database(sqlite_url: str) -> None:
    async with ChatLocks(sqlite_url).turn(77):
        pass
