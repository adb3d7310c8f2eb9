"""Which policy is in force, and the making of the next version.

The specificity of skills is frozen per version: with live counts, gaining a skill could lower one's own rank.
"""

from dataclasses import replace

from graphapi.graphdb.database import Transaction
from graphapi.journal.recording import record_change
from graphapi.policy import graph
from graphapi.policy.model import Policy


async def active_policy(tx: Transaction) -> Policy:
    """The newest stored policy; before any is stored, the default one."""
    return await graph.newest_policy(tx) or Policy()


async def recount_specificity(tx: Transaction, reason: str) -> int | None:
    """Counts people and holders anew under a new version when they changed since the last one.

    Returns the new version, or None when nothing changed. The constants stay as they are.
    """
    await graph.hold_policy(tx)
    current = await graph.newest_policy(tx)
    if current is None:
        await graph.save_policy(tx, Policy(reason=reason))
        await record_change(tx, "policy")
        return 1
    if not await graph.holders_changed(tx, current):
        return None
    following = replace(current, version=current.version + 1, reason=reason)
    await graph.save_policy(tx, following)
    await record_change(tx, "policy")
    return following.version
