"""An answer that was refused for overload says so in HTTP's words, and too many requests are refused at the door."""

import asyncio

import httpx

from tests.wire.schema import application, client


async def post(http: httpx.AsyncClient, query: str) -> httpx.Response:
    return await http.post("/graphql", json={"query": query})


async def test_a_whole_refusal_is_503_with_a_time_to_come_back() -> None:
    async with client() as http:
        for query in ('{ fail(how: "full") }', '{ a: fail(how: "full") b: fail(how: "full") }'):
            response = await post(http, query)
            assert (response.status_code, response.headers["retry-after"]) == (503, "2")
            assert response.json()["errors"][0]["extensions"] == {"code": "OVERLOADED", "retryAfterSeconds": 1.4}


async def test_an_answer_in_part_stays_200() -> None:
    async with client() as http:
        response = await post(http, '{ thing { number } fail(how: "full") }')
        assert (response.status_code, response.headers["retry-after"]) == (200, "2")
        assert response.json()["data"] == {"thing": {"number": 0}, "fail": None}
        for query in (
            '{ a: fail(how: "full") b: fail(how: "away") }',
            '{ fail(how: "away") }',
            "{ thing { id } }",
        ):
            assert (await post(http, query)).status_code == 200


async def test_too_many_requests_are_refused_at_the_door_and_open_paths_are_not() -> None:
    app = application(requests_at_once=2, open_paths=["/livez"])

    @app.get("/livez")
    async def livez() -> bool:
        return True

    async with client(app) as http:
        slow = [asyncio.create_task(post(http, "{ wait(seconds: 300) }")) for _ in range(2)]
        # A body on its way takes no place, so a slow request may come too late for one, and is sent again.
        await asyncio.sleep(0.05)
        while not (refused := await post(http, "{ thing { id } }")).is_error:
            slow = [
                asyncio.create_task(post(http, "{ wait(seconds: 300) }")) if task.done() else task for task in slow
            ]
            await asyncio.sleep(0.05)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert refused.json()["errors"][0]["extensions"]["code"] == "OVERLOADED"
        assert (await http.get("/livez")).json() is True
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        assert (await post(http, "{ thing { number } }")).json()["data"] == {"thing": {"number": 0}}
