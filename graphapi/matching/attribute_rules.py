"""The hard rule that looks at attributes of people: what the rules of the policy ask of a pair."""

from graphapi.attributes.model import AttributeRule, demand_of, value_in
from graphapi.matching.pair import Pair, Verdict, failing, holding


def attributes(pair: Pair) -> Verdict:
    """Whether the mentor has in common with the mentee what the rules ask for, and differs where they ask for it."""
    if not pair.attribute_rules:
        return holding("No rule looks at attributes.")
    broken = [
        rule
        for rule in pair.attribute_rules
        if not demand_of(rule, pair.mentee_attributes).is_met_by(pair.mentor_attributes)
    ]
    if not broken:
        return holding(f"The mentor has {_listed([rule.words for rule in pair.attribute_rules])}.")
    return failing(
        " ".join(_reason(rule, pair) for rule in broken), " ".join(_remedy(rule, pair) for rule in broken)
    )


def _reason(rule: AttributeRule, pair: Pair) -> str:
    mentee, mentor = (value_in(said, rule.attribute) for said in (pair.mentee_attributes, pair.mentor_attributes))
    return (
        f"The mentor must have {rule.words}; the mentee's {rule.attribute} is {mentee or 'not recorded'}, the mentor's "
        f"{mentor or 'not recorded'}."
    )


def _remedy(rule: AttributeRule, pair: Pair) -> str:
    if value_in(pair.mentee_attributes, rule.attribute) is None:
        return f"The {rule.attribute} of both must be recorded and meet the rule."
    demand = demand_of(rule, pair.mentee_attributes)
    if demand.one_of == ():
        return f"Nobody can have {rule.words}: the rule must change, or the mentee's {rule.attribute}."
    return f"The mentor must have {rule.words}. Or choose another mentor."


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
