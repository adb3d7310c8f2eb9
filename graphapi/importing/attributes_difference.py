"""Compares declared attributes, and the rules about them, with what is stored."""

from dataclasses import replace
from typing import Any

from graphapi.graphdb.database import Transaction
from graphapi.importing.attributes_file import scale_of
from graphapi.importing.differences import Column, Stored, Tally, compare
from graphapi.importing.known import KnownMap
from graphapi.importing.model import SOURCE, Bundle
from graphapi.importing.writes import AttributeWrites, Writes
from graphapi.journal.facts import FactChange
from graphapi.policy.versions import active_policy

_COLUMNS = (
    Column("kind", "attribute.kind"),
    Column("values", "attribute.values", recorded=lambda values: None if values is None else list(values)),
)


async def compare_attributes(
    tx: Transaction, bundle: Bundle, known: KnownMap, writes: Writes
) -> tuple[Tally, Tally]:
    """The tallies of attributes and of rules. Rules that stay go on with the values that attributes have now."""
    attributes, rules = Tally("attributes"), Tally("rules")
    stored = {each.name: Stored((each.kind, each.values)) for each in known.attributes}
    found = compare({each.name: (each.kind, each.values) for each in bundle.attributes}, stored)
    attributes.count(found, _COLUMNS, lambda name: f"attribute {name}")
    changed = found.created.keys() | found.changed.keys()
    if bundle.rules is None and not changed:
        return attributes, rules
    after = {each.name: each for each in (*known.attributes, *bundle.attributes)}
    current = (await active_policy(tx)).rules
    kept = [replace(rule, scale=scale_of(after[rule.attribute])) for rule in current]
    wanted = list(kept if bundle.rules is None else bundle.rules)
    nothing: tuple[Any, ...] = ()
    rules.count(
        compare(dict.fromkeys(wanted, nothing), dict.fromkeys(current, Stored(nothing)), whole=True),
        (),
        lambda rule: f"rule {rule.words}",
    )
    writes.attributes = AttributeWrites(
        [each for each in bundle.attributes if each.name in changed],
        [
            FactChange(column.fact, name, column.recorded(was), column.recorded(now), source=SOURCE)
            for name, column, was, now in found.changes(_COLUMNS)
        ],
        wanted if tuple(wanted) != current else None,
    )
    return attributes, rules
