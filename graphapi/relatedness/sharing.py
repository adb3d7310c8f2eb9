"""Which skills occur together, in what occupations need or in what people have."""

from collections import Counter
from collections.abc import Iterable, Mapping


class Sharing:
    """How often each skill occurs, and together with which others. Skills are numbers."""

    def __init__(self, sizes: Mapping[int, int]) -> None:
        self.sizes: dict[int, int] = dict(sizes)

    def size(self, skill: int) -> int:
        """In how many the skill occurs."""
        return self.sizes.get(skill, 0)

    def with_others(self, skill: int) -> Mapping[int, int]:
        """In how many each other skill occurs together with this one."""
        raise NotImplementedError


class Postings(Sharing):
    """Counts from lists of skills that occur together, which are all in memory."""

    def __init__(self, together: Iterable[Iterable[int]], least: int = 1) -> None:
        """least: skills that occur more rarely are left out."""
        groups = [sorted(set(group)) for group in together]
        sizes = Counter(skill for group in groups for skill in group)
        super().__init__({skill: count for skill, count in sizes.items() if count >= least})
        self._groups = [[skill for skill in group if skill in self.sizes] for group in groups]
        self._places: dict[int, list[int]] = {skill: [] for skill in self.sizes}
        for number, group in enumerate(self._groups):
            for skill in group:
                self._places[skill].append(number)

    def with_others(self, skill: int) -> Mapping[int, int]:
        """In how many each other skill occurs together with this one."""
        counts = Counter[int]()
        for number in self._places.get(skill, ()):
            counts.update(self._groups[number])
        counts.pop(skill, None)
        return counts


class Counted(Sharing):
    """Counts that the database has made, for some skills only."""

    def __init__(self, sizes: Mapping[int, int], counts: Mapping[int, Mapping[int, int]]) -> None:
        super().__init__(sizes)
        self._counts = counts

    def with_others(self, skill: int) -> Mapping[int, int]:
        """In how many each other skill occurs together with this one. Raises KeyError for a skill not asked about."""
        return self._counts[skill]
