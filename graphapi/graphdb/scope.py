"""Which people a transaction may see. Query files with `// scope: person` are given it as `$scopeUnit`."""

from collections.abc import Mapping
from dataclasses import dataclass

# Between the names of a unit's path, from the outermost in.
_BETWEEN = " > "


@dataclass(frozen=True, slots=True)
class Scope:
    """The people who work in a unit or anywhere below it; everybody when `unit` is None.

    unit: the whole path, such as "Company > Platform". People without a unit are in no unit's scope.
    """

    unit: str | None = None

    @property
    def parameters(self) -> Mapping[str, str | None]:
        """What query files with `// scope: person` are given beside their own parameters."""
        return {"scopeUnit": self.unit}

    def includes(self, unit_path: str) -> bool:
        """Whether people who work in the unit with this path are in the scope; an empty path is no unit."""
        if self.unit is None:
            return True
        return unit_path == self.unit or unit_path.startswith(self.unit + _BETWEEN)


EVERYBODY = Scope()
