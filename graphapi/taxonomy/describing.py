"""What sources say of skills and clusters, and what the map shows of it; all of it without a database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from graphapi.journal.facts import FactChange
from graphapi.taxonomy.labels import label_id, normalise
from graphapi.taxonomy.precedence import Said, differences, effective, in_order, label_source
from graphapi.taxonomy.states import ClusterState, LabelState, SkillState

CLUSTER_FIELDS = ("label", "tier", "definition", "levels", "parent")
SKILL_FIELDS = ("label", "definition", "tier", "cluster", "external", "skillType", "reuseLevel")
BySource: TypeAlias = Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label as it is stored; source None: the map's own."""

    id: str
    text: str
    lang: str
    kind: str
    source: str | None

    def as_row(self) -> dict[str, Any]:
        """What a statement takes."""
        return {
            "id": self.id,
            "text": self.text,
            "norm": normalise(self.text),
            "lang": self.lang,
            "kind": self.kind,
            "source": self.source,
        }


def of_cluster(state: ClusterState) -> Said:
    """What the state says of its cluster."""
    return _spoken(
        {
            "label": state.label,
            "tier": state.tier,
            "definition": state.definition,
            "levels": state.levels,
            "parent": state.parent_id,
        }
    )


def of_skill(state: SkillState) -> Said:
    """What the state says of its skill, labels included: each label once, in an order that no file decides."""
    seen = {normalise(state.label)}
    aliases, hidden = _new_names(state.aliases, seen), _new_names(state.hidden, seen)
    return _spoken(
        {
            "label": state.label,
            "definition": state.definition,
            "tier": state.tier,
            "cluster": state.cluster_id,
            "external": state.external,
            "skillType": state.skill_type,
            "reuseLevel": state.reuse_level,
            "language": state.language,
            "aliases": aliases,
            "hidden": hidden,
        }
    )


def _new_names(texts: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    found = {norm: text for text in reversed(tuple(texts)) if (norm := normalise(text)) not in seen}
    seen.update(found)
    return tuple(sorted(found.values()))


def _spoken(said: Mapping[str, Any]) -> Said:
    return {name: value for name, value in said.items() if value}


def shown(said: BySource, fields: Iterable[str]) -> dict[str, Any]:
    """What the map shows in these fields; None where nobody says anything."""
    values = effective(said)
    return {name: values[name][0] if name in values else None for name in fields}


def labels_of(skill_id: str, said: BySource) -> dict[str, LabelRow]:
    """The labels that the sources give to a skill, by id.

    A label that several give is that of the first by precedence. A language has one preferred label; what others
    prefer is one more name.
    """
    labels: dict[str, LabelRow] = {}
    preferred = Counter[str]()
    for source, fields in in_order(said):
        for label in _label_states(fields):
            key = label_id(skill_id, label.lang, label.text)
            if label.kind == "preferred":
                preferred[label.lang] += 1
                label = label if preferred[label.lang] == 1 else replace(label, kind="alternative")  # noqa: PLW2901
            labels.setdefault(key, LabelRow(key, label.text, label.lang, label.kind, label_source(source)))
    return labels


def _label_states(said: Said) -> list[LabelState]:
    lang = str(said.get("language") or "en")
    found = [LabelState(str(said["label"]), lang, "preferred")] if said.get("label") else []
    found += [LabelState(str(text), lang, "alternative") for text in _texts(said.get("aliases"))]
    found += [LabelState(str(text), lang, "hidden") for text in _texts(said.get("hidden"))]
    return found


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if value else ()


def cluster_changes(cluster_id: str, source: str, before: Said | None, after: Said | None) -> list[FactChange]:
    """How what a source says of a cluster changes."""
    return differences("cluster", cluster_id, source, before, after, CLUSTER_FIELDS)


def skill_changes(skill_id: str, source: str, before: Said | None, after: Said | None) -> list[FactChange]:
    """How what a source says of a skill changes, its labels included."""
    changes = differences("skill", skill_id, source, before, after, SKILL_FIELDS)
    was, now = (
        sorted([each.lang, each.kind, each.text] for each in _label_states(s or {})) for s in (before, after)
    )
    if was != now:
        changes.append(FactChange("skill.labels", skill_id, was, now, source=source))
    return changes


def related_by(said: Mapping[str, float]) -> dict[str, Any]:
    """A relation of which at least one source says a strength, as it is stored: the shown one, then the others."""
    (source, strength), *others = in_order(said)
    return {
        "strength": strength,
        "source": source,
        "otherSources": [each for each, _ in others] or None,
        "otherStrengths": [each for _, each in others] or None,
    }
