"""Which errors a function can raise: read from the source, through everything of graphapi that it refers to.

A reference is enough, so a function that is only handed on counts as called. A method is found by its name where only
one class has it. The driver's door (`graphdb`) is left out: its errors belong at the top level.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import graphapi
from graphapi.errors import GraphapiError

_LEFT_OUT = ("graphapi.graphdb", "graphapi.cli", "graphapi.lab", "graphapi_lab.bench", "graphapi_lab.sampling")


def raised_by(function: Callable[..., Any]) -> set[type[GraphapiError]]:
    """Every class of error that is made in the function, or in what it reaches."""
    seen: set[FunctionType] = set()
    found: set[type[GraphapiError]] = set()
    waiting: list[Callable[..., Any]] = [function]
    while waiting:
        current = inspect.unwrap(waiting.pop())
        if not isinstance(current, FunctionType) or current in seen:
            continue
        seen.add(current)
        for value in _referred(current):
            if isinstance(value, type) and issubclass(value, GraphapiError):
                found.add(value)
            elif isinstance(value, type):
                waiting.extend(_made_with(value))
            elif isinstance(value, FunctionType):
                waiting.append(value)
    return found


def _referred(function: FunctionType) -> Iterator[object]:
    """What the names in a function's source stand for, as far as it is graphapi's."""
    tree = _source(function.__code__.co_filename, function.__code__.co_firstlineno)
    if tree is None:
        return
    caught = {
        id(name)
        for each in ast.walk(tree)
        if isinstance(each, ast.ExceptHandler) and each.type
        for name in ast.walk(each.type)
    }
    hints = {id(name) for hint in _annotations(tree) for name in ast.walk(hint)}
    for node in ast.walk(tree):
        if id(node) in caught or id(node) in hints:
            continue
        if isinstance(node, ast.Name):
            yield from _ours(function.__globals__.get(node.id))
        elif isinstance(node, ast.Attribute):
            base = function.__globals__.get(node.value.id) if isinstance(node.value, ast.Name) else None
            if isinstance(base, ModuleType | type):
                yield from _ours(getattr(base, node.attr, None))
            else:
                methods = _methods().get(node.attr, [])
                # A name that several classes share says too little, as `run` does.
                yield from methods if len(methods) == 1 else []


def _annotations(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            hint = getattr(node, name, None)
            if isinstance(hint, ast.AST):
                yield hint


def _ours(value: object) -> Iterator[object]:
    value = inspect.unwrap(value) if callable(value) else value
    module = getattr(value, "__module__", None) or ""
    if (
        isinstance(value, FunctionType | type)
        and module.startswith("graphapi")
        and not module.startswith(_LEFT_OUT)
    ):
        yield value


def _made_with(made: type) -> Iterator[FunctionType]:
    """What runs when a class is called: its own and its bases' initialisers, and the validators of its body."""
    for base in made.__mro__:
        if base.__module__.startswith("graphapi"):
            for name in ("__init__", "__new__", "__post_init__"):
                value = vars(base).get(name)
                if isinstance(value, FunctionType):
                    yield value


@cache
def _methods() -> dict[str, list[FunctionType]]:
    """Every method and property of a class of graphapi, by name."""
    found: dict[str, list[FunctionType]] = {}
    for info in pkgutil.walk_packages(graphapi.__path__, "graphapi."):
        if info.name.startswith(_LEFT_OUT) or info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for made in vars(module).values():
            if isinstance(made, type) and made.__module__ == module.__name__:
                for name, value in vars(made).items():
                    inner = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
                    inner = inspect.unwrap(inner) if callable(inner) else inner
                    if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
                        found.setdefault(name, []).append(inner)
    return found


@cache
def _trees(path: str) -> Mapping[int, ast.AST]:
    """The functions of a file by the lines at which Python says that they begin."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {
        min([node.lineno, *(each.lineno for each in node.decorator_list)]): node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    } | {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.Lambda)}


def _source(path: str, line: int) -> ast.AST | None:
    return _trees(path).get(line) if path.endswith(".py") else None
