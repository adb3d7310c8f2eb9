"""Decides how ESCO's concepts and the skills that the map has already live together, and what is written for it.

A concept becomes the skill with its URI as id, unless the map has a skill that means exactly the same, or has the
same preferred label: then that skill gains what ESCO knows, and keeps its own id, label, definition and primary
cluster. See docs/esco.md.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphapi.esco.graph import KnownConcept, MatchingSkill
from graphapi.esco.model import NAME, Classification, Concept, Finding, Names
from graphapi.taxonomy.labels import normalise
from graphapi.taxonomy.other_ids import Bearer, OtherId, same_language
from graphapi.taxonomy.precedence import outranks
from graphapi.taxonomy.relations import KnownRelation
from graphapi.taxonomy.states import ClusterState, LabelState, RelationState, SkillState

# What carries over from a skill to what it is a kind of, to its twin, and to one that means nearly the same.
BROADER_STRENGTH = 0.7
TWIN_STRENGTH = 1.0
CLOSE_STRENGTH = 0.8
_EVIDENCE = "evidence"
_EXAMPLES = 5
_SAID = {
    "twins": "skills of the map mean the same as a separate ESCO skill; related to it, to be merged by you",
    "close": "skills of the map mean nearly the same as an ESCO skill; related to it",
    "namesakes": "skills of the map have the label of a separate ESCO skill; graphapi check lists them",
    "severalAdopters": "concepts are matched exactly by several skills; the first by id counts",
    "yielded": "relations are between skills that the map already relates; the map's relation is kept",
    "circleWithMap": "relations would close a cycle with the map's own; ignored",
}


@dataclass(slots=True)
class Plan:
    """ESCO as states of this map: skills are ESCO's own, the rest is for skills by their id on the map.

    related: the skills between which ESCO's relations are as planned, and no others.
    """

    clusters: list[ClusterState]
    skills: list[SkillState] = field(default_factory=list[SkillState])
    further_labels: dict[str, list[LabelState]] = field(default_factory=dict[str, list[LabelState]])
    adopted_labels: dict[str, list[LabelState]] = field(default_factory=dict[str, list[LabelState]])
    placements: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    relations: list[RelationState] = field(default_factory=list[RelationState])
    skill_of: dict[str, str] = field(default_factory=dict[str, str])
    related: set[str] = field(default_factory=set[str])
    other_ids: list[OtherId] = field(default_factory=list[OtherId])
    findings: list[Finding] = field(default_factory=list[Finding])


def plan_links(
    esco: Classification,
    known: Iterable[KnownConcept],
    matching: Sequence[MatchingSkill],
    relations: Iterable[KnownRelation],
    bearers: Iterable[Bearer] = (),
    apart: Collection[str] = (),
) -> Plan:
    """What to record, given what the map knows already.

    bearers: skills with preferred labels that concepts have too. apart: ids of skills that are not what ESCO calls so.
    """
    stored = {each.skill_id: each for each in known}
    exact: dict[str, list[MatchingSkill]] = defaultdict(list)
    for match in matching:
        if match.kind == "exact":
            exact[match.uri].append(match)
    plan = Plan([ClusterState(g.uri, g.label, None, g.definition, (), g.parent, NAME) for g in esco.groups])
    adopted = 0
    named = _by_name(esco, bearers, apart)
    by_name: list[str] = []
    namesakes = 0
    for concept in esco.concepts:
        here = stored.get(concept.uri)
        adopter = exact[concept.uri][0] if here is None and concept.uri in exact else None
        namesake = named.get(concept.uri)
        if here is not None and namesake is not None:
            namesakes += 1
        elif adopter is None and namesake is not None:
            adopter = namesake
            by_name.append(concept.names[esco.language].preferred)
            label = concept.names[esco.language].preferred
            plan.other_ids.append(OtherId(concept.uri, adopter.skill_id, NAME, label))
        skill_id = adopter.skill_id if adopter else concept.uri
        plan.skill_of[concept.uri] = skill_id
        own_names = adopter.own_names if adopter else here.own_names if here else ()
        if adopter:
            adopted += 1
            plan.adopted_labels.setdefault(skill_id, []).extend(_adopted(concept.names, own_names))
            plan.placements.setdefault(skill_id, []).extend(concept.groups)
        else:
            plan.skills.append(_skill(concept, esco.language))
            if len(esco.languages) > 1:
                further = {lang: names for lang, names in concept.names.items() if lang != esco.language}
                plan.further_labels[skill_id] = _adopted(further, own_names)
            if len(concept.groups) > 1 or (here and (here.placed or own_names)):
                # Where another source decides on the primary cluster, all of its groups are further ones.
                plan.placements[skill_id] = list(concept.groups if here else concept.groups[1:])
    plan.related = {*plan.skill_of.values(), *(match.skill_id for match in matching if match.uri in plan.skill_of)}
    _link(esco, plan, matching, exact, relations, namesakes)
    if by_name:
        said = "of these only because they have the same preferred label; --distinct ID keeps a skill apart"
        plan.findings.insert(0, Finding("adoptedByLabel", len(by_name), said, tuple(by_name[:_EXAMPLES])))
    if adopted:
        said = (
            "concepts mean the same as a skill of the map; that skill received their labels, groups and evidence"
        )
        plan.findings.insert(0, Finding("adopted", adopted, said))
    return plan


def _by_name(esco: Classification, bearers: Iterable[Bearer], apart: Collection[str]) -> dict[str, MatchingSkill]:
    """From the URI of a concept to the one skill of the map that has its preferred label in the same language.

    Left out: labels that several concepts or several skills have, and skills of which somebody has said that they
    match the concept closely, or not at all.
    """
    concepts = {concept.uri for concept in esco.concepts}
    skills: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for each in bearers:
        if each.skill_id not in concepts and each.source != NAME:
            skills[each.norm][each.skill_id] = each
    called = Counter(
        (lang, normalise(names.preferred)) for concept in esco.concepts for lang, names in concept.names.items()
    )
    found: dict[str, MatchingSkill] = {}
    for concept in esco.concepts:
        of_concept = {
            each.skill_id: each
            for lang, names in concept.names.items()
            if called[lang, normalise(names.preferred)] == 1
            for each in skills.get(normalise(names.preferred), {}).values()
            if same_language(each.lang, lang)
        }
        if len(of_concept) == 1:
            each = next(iter(of_concept.values()))
            if each.skill_id not in apart and concept.uri not in {uri for uri, _ in each.matches}:
                found[concept.uri] = MatchingSkill(concept.uri, each.skill_id, "exact", each.own_names)
    return found


def _skill(concept: Concept, language: str) -> SkillState:
    names = concept.names[language]
    return SkillState(
        id=concept.uri,
        label=names.preferred,
        definition=concept.definition,
        cluster_id=concept.groups[0] if concept.groups else None,
        language=language,
        aliases=names.alternative,
        hidden=names.hidden,
        source=NAME,
        skill_type=concept.skill_type,
        reuse_level=concept.reuse_level,
    )


def _adopted(names: Mapping[str, Names], own_names: Collection[str]) -> list[LabelState]:
    """Labels for a skill that the map names itself in some languages, where ESCO's name is one more."""
    return [
        state
        for lang, each in names.items()
        for state in (
            LabelState(each.preferred, lang, "alternative" if lang in own_names else "preferred"),
            *(LabelState(text, lang, "alternative") for text in each.alternative),
            *(LabelState(text, lang, "hidden") for text in each.hidden),
        )
    ]


def _link(
    esco: Classification,
    plan: Plan,
    matching: Sequence[MatchingSkill],
    exact: Mapping[str, Sequence[MatchingSkill]],
    relations: Iterable[KnownRelation],
    namesakes: int,
) -> None:
    """The relations: ESCO yields to what the map says of two skills itself, and closes no circle with it."""
    own = [each for each in relations if each.source not in (NAME, _EVIDENCE)]
    taken = {frozenset((each.a, each.b)) for each in own}
    told = {(each.a, each.b, each.kind): str(each.source) for each in own}
    above: dict[str, set[str]] = defaultdict(set)
    for each in own:
        if each.kind == "BROADER":
            above[each.a].add(each.b)
    counts = Counter[str]()
    for concept in esco.concepts:
        a = plan.skill_of[concept.uri]
        for b in dict.fromkeys(plan.skill_of[uri] for uri in concept.broader):
            state = RelationState(a, b, "BROADER", BROADER_STRENGTH)
            if a == b or frozenset((a, b)) in taken:
                by = told.get((a, b, "BROADER"))
                counts["yielded"] += by is None or outranks(by, NAME)
                # The same relation is said as well; precedence decides whose strength is shown.
                plan.relations.extend([] if by is None else [state])
            elif a in ancestors(b, above):
                counts["circleWithMap"] += 1
            else:
                above[a].add(b)
                plan.relations.append(state)
    plan.relations.extend(_bridges(plan, matching, taken, above, counts))
    counts["namesakes"] = namesakes
    counts["severalAdopters"] = sum(len({each.skill_id for each in found}) > 1 for found in exact.values())
    plan.findings.extend(Finding(key, counts[key], said) for key, said in _SAID.items() if counts[key])


def _bridges(
    plan: Plan,
    matching: Sequence[MatchingSkill],
    taken: Collection[frozenset[str]],
    above: Mapping[str, Collection[str]],
    counts: Counter[str],
) -> Iterable[RelationState]:
    """Relations between skills of the map and the concepts that they match without being them."""
    found: dict[frozenset[str], RelationState] = {}
    for match in matching:
        target = plan.skill_of.get(match.uri)
        if target is None or target == match.skill_id:
            continue
        pair = frozenset((match.skill_id, target))
        if (
            pair in taken
            or target in ancestors(match.skill_id, above)
            or match.skill_id in ancestors(target, above)
        ):
            counts["yielded"] += 1
            continue
        exact = match.kind == "exact"
        counts["twins" if exact else "close"] += 1
        strength = TWIN_STRENGTH if exact else CLOSE_STRENGTH
        if pair not in found or found[pair].strength < strength:
            found[pair] = RelationState(match.skill_id, target, "RELATED", strength).stored()
    return found.values()


def ancestors(skill: str, above: Mapping[str, Collection[str]]) -> set[str]:
    """Everything broader than a skill."""
    waiting, reached = list(above.get(skill, ())), set[str]()
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting.extend(above.get(each, ()))
    return reached
