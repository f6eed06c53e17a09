import asyncio
import threading
import time

from hyperscope.session.changes import Bell, Changes


def test_a_ring_from_a_thread_wakes_a_coroutine():
    bell, found = Bell(), []

    def ring():
        time.sleep(0.02)
        found.append("news")
        bell.ring()

    threading.Thread(target=ring).start()
    assert asyncio.run(bell.until(lambda: found[0] if found else None, 2)) == "news"


def test_no_ring_is_lost_under_many_threads():
    bell, count = Bell(), 0
    lock = threading.Lock()

    def work():
        nonlocal count
        for _ in range(500):
            with lock:
                count += 1
            bell.ring()

    async def scene():
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        waiters = [bell.until(lambda: count if count == 2_000 else None, 5) for _ in range(20)]
        return await asyncio.gather(*waiters)

    assert asyncio.run(scene()) == [2_000] * 20
    assert bell.waiting == 0


def test_a_ring_for_a_loop_that_has_closed_harms_nobody():
    bell = Bell()
    loop = asyncio.new_event_loop()
    bell._waiting.add((loop, asyncio.Event()))
    loop.close()
    bell.ring()


def test_since_tells_each_name_once():
    changes = Changes()
    for name in ("a", "b", "a"):
        changes.announce(name)
    assert changes.since(0) == (3, ["a", "b"])
    assert changes.since(2) == (3, ["a"])
    assert changes.since(3) == (3, [])


def test_a_revision_of_an_earlier_server_is_told_everything():
    changes = Changes()
    changes.announce("a")
    assert changes.since(500) == (1, ["a"])


def test_the_session_tells_what_changed(session, start):
    async def scene():
        waiting = asyncio.create_task(session.changed(session.changes.revision, 2))
        await asyncio.sleep(0.01)
        run = start("turn")
        seen = {}
        changes = await waiting
        while seen.get(run.id) != "done":
            seen |= {message.id: message.state for message in changes.runs}
            if seen.get(run.id) != "done":
                changes = await session.changed(changes.revision, 2)
        return changes

    assert asyncio.run(scene()).revision == session.changes.revision


def test_progress_is_told_ten_times_a_second_at_most(session, start, until):
    run = start()
    until(lambda: run.newest.seq > 5)
    before, began = session.changes.revision, time.monotonic()
    time.sleep(0.5)
    told = session.changes.revision - before
    assert 1 <= told <= 10 * (time.monotonic() - began) + 2


def test_closing_lets_go_of_those_who_wait(session):
    async def scene():
        waiting = asyncio.create_task(session.changed(session.changes.revision, 5))
        await asyncio.sleep(0.01)
        session.close()
        return await asyncio.wait_for(waiting, 1)

    assert asyncio.run(scene()) is None
