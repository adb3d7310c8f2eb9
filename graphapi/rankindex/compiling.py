"""Compiles loops with numba where it is installed; where it is not, they stay what they are: right, and slow."""

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


def can_compile() -> bool:
    """Whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


def compiled(function: Function) -> Function:
    """The function, compiled at its first call and kept on disk for the next process."""
    if not can_compile():
        return function
    # Numba has no types to check against.
    numba = cast(Any, importlib.import_module("numba"))
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
