"""Dataloaders batch within a request and remember nothing beyond it."""

from graphapi.wire.context import RequestContext
from tests.wire.schema import SCHEMA, Context


async def answered(query: str, context: Context) -> dict[str, object]:
    result = await SCHEMA.execute(query, context_value=context)
    assert result.errors is None
    assert result.data is not None
    return result.data


async def test_a_request_loads_all_keys_at_once_and_each_key_once() -> None:
    context: Context = RequestContext("somebody", {})
    await answered("{ things(first: 30) { edges { node { doubled again: doubled } } } }", context)
    assert context.database == {"batches": 1}
    await answered("{ thing { doubled } }", context)
    assert context.database == {"batches": 1}


async def test_what_was_loaded_is_forgotten_when_it_is_told() -> None:
    context: Context = RequestContext("somebody", {})
    assert await answered("{ thing { doubled } }", context) == {"thing": {"doubled": 0}}
    context.forget_loaded()
    await answered("{ thing { doubled } }", context)
    assert context.database == {"batches": 2}


async def test_another_request_has_loaders_of_its_own() -> None:
    for _ in range(2):
        context: Context = RequestContext("somebody", {})
        await answered("{ thing { doubled } }", context)
        assert context.database == {"batches": 1}
