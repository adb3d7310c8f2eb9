"""Finds the data that ships with the package: query files and the starter taxonomy.

In a checkout they lie at the top of the tree, in an installed wheel inside the package.
"""

from pathlib import Path

from graphapi.errors import SetupProblem

_PACKAGE = Path(__file__).parent


def resource_dir(name: str) -> Path:
    """The folder `name` ("cypher", "taxonomy/seed"). Raises SetupProblem when the installation lacks it."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        candidate = root / name
        if candidate.is_dir():
            return candidate
    raise SetupProblem(f"The folder '{name}' is missing from this installation; install graphapi again.")
