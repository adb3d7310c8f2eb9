"""The active policy, and creating the next version.

The specificity of skills is frozen per version: with live counts, gaining a skill could lower one's own rank.
"""

from collections.abc import Sequence
from dataclasses import replace

from graphapi.attributes.model import AttributeRule
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit
from graphapi.policy import graph
from graphapi.policy.model import Policy


async def active_policy(tx: Transaction) -> Policy:
    """The newest stored policy; before any is stored, the default one."""
    return await graph.newest_policy(tx) or Policy()


async def recount_specificity(e: Edit, reason: str) -> int | None:
    """Creates a new version with new counts if people or holders have changed since the last one.

    Returns the new version, or None when nothing changed. The constants stay as they are.
    """
    await graph.hold_policy(e.tx)
    current = await graph.newest_policy(e.tx)
    if current is None:
        await graph.save_policy(e.tx, Policy(reason=reason))
        e.derived("policy.version", ["1"])
        return 1
    if not await graph.holders_changed(e.tx, current):
        return None
    following = replace(current, version=current.version + 1, reason=reason)
    await graph.save_policy(e.tx, following)
    e.derived("policy.version", [str(following.version)])
    return following.version


async def set_rules(e: Edit, rules: Sequence[AttributeRule]) -> int | None:
    """Creates a new version with these rules about attributes; returns it, or None when they are in force already."""
    await graph.hold_policy(e.tx)
    current = await graph.newest_policy(e.tx)
    words = [rule.words for rule in rules]
    before = [rule.words for rule in current.rules] if current else []
    if current is not None and current.rules == tuple(rules):
        return None
    following = (
        replace(current, version=current.version + 1, reason="rules", rules=tuple(rules))
        if current
        else Policy(reason="rules", rules=tuple(rules))
    )
    await graph.save_policy(e.tx, following)
    e.changed("policy.rules", str(following.version), before, words)
    e.derived("policy.version", [str(following.version)])
    return following.version
