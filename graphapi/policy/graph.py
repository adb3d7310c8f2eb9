"""The policy's query files as typed functions."""

import json

from graphapi.attributes.model import AttributeRule
from graphapi.graphdb.database import Transaction
from graphapi.graphdb.queries import statement
from graphapi.graphdb.rows import Nothing, row
from graphapi.policy.model import Policy


@row
class PolicyRecord:
    """A stored policy."""

    version: int
    reason: str
    people: int
    decay: float
    hops: int
    near_threshold: float
    neighbours: int
    damping: float
    fit_below: float
    fit_at: float
    attribute_rules: tuple[str, ...]


@row
class HoldersChanged:
    """Whether the counts that a policy froze differ from those of now."""

    changed: bool


_ACTIVE_POLICY = statement("policy/active_policy", PolicyRecord)
_SAVE_POLICY = statement("policy/save_policy", Nothing)
_HOLD_POLICY = statement("policy/hold_policy", Nothing)
_HOLDERS_CHANGED = statement("policy/holders_changed", HoldersChanged)


async def hold_policy(tx: Transaction) -> None:
    """Takes the lock on creating versions until the transaction ends."""
    await tx.run(_HOLD_POLICY)


async def newest_policy(tx: Transaction) -> Policy | None:
    """The policy in force, or None in an empty database."""
    found = await tx.one(_ACTIVE_POLICY)
    if found is None:
        return None
    return Policy(
        version=found.version,
        reason=found.reason,
        people=found.people,
        decay=found.decay,
        hops=found.hops,
        near_threshold=found.near_threshold,
        neighbours=found.neighbours,
        damping=found.damping,
        fit_below=found.fit_below,
        fit_at=found.fit_at,
        rules=tuple(map(_rule_in, found.attribute_rules)),
    )


async def save_policy(tx: Transaction, policy: Policy) -> None:
    """Stores the policy under its version and counts people and holders."""
    await tx.run(
        _SAVE_POLICY,
        version=policy.version,
        reason=policy.reason,
        decay=policy.decay,
        hops=policy.hops,
        nearThreshold=policy.near_threshold,
        neighbours=policy.neighbours,
        damping=policy.damping,
        fitBelow=policy.fit_below,
        fitAt=policy.fit_at,
        attributeRules=[_as_text(rule) for rule in policy.rules],
    )


async def holders_changed(tx: Transaction, policy: Policy) -> bool:
    """Whether a recount would change any specificity."""
    found = await tx.one(_HOLDERS_CHANGED, version=policy.version)
    return found is not None and found.changed


def _as_text(rule: AttributeRule) -> str:
    return json.dumps([rule.attribute, rule.requires, rule.least, rule.most, *rule.scale], ensure_ascii=False)


def _rule_in(text: str) -> AttributeRule:
    attribute, requires, least, most, *scale = json.loads(text)
    return AttributeRule(attribute, requires, least, most, tuple(scale))
