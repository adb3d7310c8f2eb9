"""Finds circles in what leads upwards: from a person to a manager, a skill to a broader."""

from collections.abc import Iterable, Mapping

_LONGEST_SAID = 10


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Every circle in a map from each thing to the one above it; each begins with its smallest member."""
    found: list[list[str]] = []
    finished: set[str] = set()
    for start in parents:
        path: list[str] = []
        places: dict[str, int] = {}
        node: str | None = start
        while node is not None and node not in finished and node not in places:
            places[node] = len(path)
            path.append(node)
            node = parents.get(node)
        if node is not None and node in places:
            circle = path[places[node] :]
            first = circle.index(min(circle))
            found.append(circle[first:] + circle[:first])
        finished.update(path)
    return sorted(found)


def way(start: str, end: str, steps: Mapping[str, Iterable[str]]) -> list[str] | None:
    """A shortest way from start to end along the steps, both included; None when there is none."""
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    for node in waiting:
        if node == end:
            back: list[str] = []
            at: str | None = node
            while at is not None:
                back.append(at)
                at = came_from[at]
            return back[::-1]
        for following in sorted(steps.get(node, ())):
            if following not in came_from:
                came_from[following] = node
                waiting.append(following)
    return None


def in_words(circle: list[str]) -> str:
    """A circle for people: "a -> b -> a", long ones shortened."""
    shown = circle if len(circle) <= _LONGEST_SAID else [*circle[: _LONGEST_SAID - 1], "..."]
    return " -> ".join([*shown, circle[0]])
