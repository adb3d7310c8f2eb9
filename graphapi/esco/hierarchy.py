"""Reads what stands under what: groups in groups, skills in groups, skills under skills; without a circle."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graphapi.esco.files import Table
from graphapi.esco.model import Group
from graphapi.esco.naming import Tally, clean, clean_label


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Groups with their parents, and of every skill the groups and the broader skills, in the order of URIs."""

    groups: dict[str, Group]
    groups_of: dict[str, tuple[str, ...]]
    broader_of: dict[str, tuple[str, ...]]


def read_hierarchy(
    broader: Table, levels: Table, skills: Mapping[str, str], groups: Mapping[str, Group], tally: Tally
) -> Hierarchy:
    """The hierarchy over these skills (labels by URI) and groups.

    The file of levels adds the groups that the others lack. A skill without a group stands in the groups of its
    nearest broader skills. A relation that would close a circle is left out.
    """
    parents = _parents(broader)
    unlisted = sum(each not in skills and each not in groups for found in parents.values() for each in found)
    tally.add("parentNotListed", "", unlisted)
    every = dict(groups) | _groups_of_levels(levels, groups, skills, tally)
    for child, parent in _steps(levels):
        parents[child].setdefault(parent, None)
    nesting: dict[str, list[str]] = {}
    broader_of: dict[str, list[str]] = {}
    groups_of: dict[str, list[str]] = {}
    for child in sorted(parents):
        known = sorted(each for each in parents[child] if each in every or each in skills)
        tally.add("danglingParent", child, len(parents[child]) - len(known))
        above = [each for each in known if each in every]
        wider = [each for each in known if each in skills and each != child]
        if child in every:
            tally.add("groupUnderSkill", child, len(wider))
            nesting[child] = above
        elif child in skills:
            tally.add("severalParents", skills[child], len(known) > 1)
            tally.add("severalGroups", skills[child], len(above) > 1)
            groups_of[child], broader_of[child] = above, wider
        else:
            tally.add("danglingChild", child)
    _count_shortcuts(parents, skills, tally)
    tally.add("groupInSeveral", "", sum(len(each) > 1 for each in nesting.values()))
    tree = without_circles({child: each[:1] for child, each in nesting.items()}, tally)
    wider = without_circles(broader_of, tally)
    return Hierarchy(
        {uri: replace(group, parent=next(iter(tree.get(uri, ())), None)) for uri, group in every.items()},
        _with_inherited(skills, groups_of, wider, tally),
        {uri: tuple(wider.get(uri, ())) for uri in skills},
    )


def _parents(table: Table) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in table.rows:
        child, parent = row["conceptUri"].strip(), row["broaderUri"].strip()
        if child and parent:
            found[child].setdefault(parent, None)
    return found


def _levels(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """(URI, label) from the outermost level to the innermost of a row."""
    found: list[tuple[str, str]] = []
    while uri := row.get(f"Level {len(found)} URI", "").strip():
        found.append((uri, row.get(f"Level {len(found)} preferred term", "")))
    return found


def _steps(table: Table) -> Iterable[tuple[str, str]]:
    for row in table.rows:
        way = [uri for uri, _ in _levels(row)]
        yield from zip(way[1:], way, strict=False)


def _groups_of_levels(
    table: Table, groups: Mapping[str, Group], skills: Collection[str], tally: Tally
) -> dict[str, Group]:
    """Groups that only the file of levels names, with the description of the row that ends in them."""
    found: dict[str, Group] = {}
    for row in table.rows:
        way = _levels(row)
        for uri, label in way:
            if uri in groups or uri in skills or not label.strip():
                continue
            definition = row.get("Description", "") if (uri, label) == way[-1] else ""
            before = found.get(uri)
            if before is None:
                tally.add("groupOnlyInLevels", label)
            if before is None or (definition and not before.definition):
                found[uri] = Group(uri, clean_label(label, tally), clean(definition, tally) or None)
    return found


def without_circles(steps: Mapping[str, Iterable[str]], tally: Tally) -> dict[str, list[str]]:
    """The same steps upwards without those that lead back; which one goes depends on the order of URIs alone."""
    kept: dict[str, list[str]] = {node: [] for node in sorted(steps)}
    finished: set[str] = set()
    for start in kept:
        if start in finished:
            continue
        # Depth first without recursion: the nodes on the path, each with the steps that are still to be taken.
        path: dict[str, list[str]] = {start: sorted(steps[start], reverse=True)}
        while path:
            node = next(reversed(path))
            if not path[node]:
                finished.add(node)
                del path[node]
                continue
            above = path[node].pop()
            if above in path:
                tally.add("circle", f"{node} -> {above}")
                continue
            kept[node].append(above)
            if above not in finished and above in steps:
                path[above] = sorted(steps[above], reverse=True)
    return kept


def _with_inherited(
    skills: Mapping[str, str],
    groups_of: Mapping[str, list[str]],
    broader_of: Mapping[str, list[str]],
    tally: Tally,
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for skill in skills:
        level, groups = [skill], set(groups_of.get(skill, ()))
        if not groups:
            seen = {skill}
            while level and not groups:
                level = [up for each in level for up in broader_of.get(each, ()) if up not in seen]
                seen.update(level)
                groups = {group for each in level for group in groups_of.get(each, ())}
            tally.add("inheritedGroup" if groups else "noGroup", skills[skill])
        found[skill] = tuple(sorted(groups))
    return found


def _count_shortcuts(parents: Mapping[str, Iterable[str]], labels: Mapping[str, str], tally: Tally) -> None:
    """Relations to something that another parent leads to as well."""
    above: dict[str, set[str]] = {}

    def ancestors(node: str) -> set[str]:
        waiting, reached = list(parents.get(node, ())), set[str]()
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting.extend(above[each] if each in above else parents.get(each, ()))
        above[node] = reached
        return reached

    for node in sorted(parents):
        direct = list(parents[node])
        if len(direct) > 1:
            over = [above[each] if each in above else ancestors(each) for each in direct]
            shortcuts = sum(
                any(one in reached for place, reached in enumerate(over) if place != number)
                for number, one in enumerate(direct)
            )
            tally.add("shortcut", labels.get(node, node), shortcuts)
