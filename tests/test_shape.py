"""The shape of the tree: sizes, docstrings, who may import whom, and where Cypher and errors live."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import graphapi
from graphapi import errors
from graphapi.errors import GraphapiError
from graphapi.graphdb.embedded.errors import EmbeddedServerError

_ROOT = Path(__file__).parent.parent
_LONGEST = 400
# Plumbing below the rooms, and faces above them.
_NO_ROOMS = {"graphdb", "telemetry", "wire", "graphql", "cli"}
_ROOMS = {path.parent.name for path in (_ROOT / "graphapi").glob("*/__init__.py")} - _NO_ROOMS
_LAB = "lab/graphapi_lab"
_FACES = ("graphapi.wire", "graphapi.graphql", "graphapi.cli")
_CYPHER = re.compile(
    r"\b(MATCH|MERGE|CREATE|DELETE|UNWIND)\s*[(\[$]|\bRETURN\s+\w+.*\bAS\b|\bSHOW\s+[A-Z]+\s+YIELD\b"
)


def _modules(folder: str) -> list[str]:
    return sorted(str(path.relative_to(_ROOT)) for path in (_ROOT / folder).rglob("*.py"))


_OURS = _modules("graphapi")
_LABS = _modules(_LAB)
_ALL = [*_OURS, *_LABS, *_modules("tests"), *_modules("tools")]


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse((_ROOT / path).read_text(encoding="utf-8"))


def _dotted(path: str) -> str:
    return path.removeprefix("lab/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


_NAMES = {_dotted(path): path for path in _OURS}


@cache
def _imports(path: str) -> frozenset[str]:
    """Every module that a file imports, also inside functions; `from a import b` is a.b where that is a module."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            found.update(
                f"{module}.{alias.name}" if f"{module}.{alias.name}" in _NAMES else module for alias in node.names
            )
    return frozenset(found)


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "graphapi" and parts[1] in _ROOMS else None


def _top(module: str) -> str:
    """The room of a module, or its own name where it has none."""
    return module.split(".")[1]


def _order() -> list[str]:
    """The rooms as docs/architecture.md lists them, lowest first."""
    text = (_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = text.split("## The order of rooms", 1)[1].split("```")[1]
    return [line.split()[0] for line in listed.strip().splitlines()]


def _is_graph(module: str) -> bool:
    return _room(module) is not None and (module.endswith((".graph", "_graph")))


def _is_graphql(module: str) -> bool:
    return module.startswith("graphapi.graphql")


@pytest.mark.parametrize("path", _ALL)
def test_a_module_has_a_docstring_and_is_not_too_long(path: str) -> None:
    text = (_ROOT / path).read_text(encoding="utf-8")

    assert len(text.splitlines()) <= _LONGEST
    if text.strip():
        said = ast.get_docstring(_tree(path))
        assert said, "says in one to three sentences what it is for"
        # A tree of errors or a list may follow the sentences.
        assert 1 <= len(re.findall(r"[.:](?:\s|$)", said.split("\n\n├")[0])) <= 12


@pytest.mark.parametrize("path", [*_OURS, *_LABS])
def test_what_is_public_has_a_docstring(path: str) -> None:
    assert [name for name, node in _public(_tree(path)) if not ast.get_docstring(node)] == []


def _public(
    tree: ast.Module | ast.ClassDef, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
            "_"
        ):
            # A field of GraphQL has its description, which tests/test_schema.py demands.
            decorators = " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
            if "strawberry" not in decorators and "overload" not in decorators:
                yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node, f"{prefix}{node.name}.")


def test_the_order_names_every_room_once() -> None:
    assert sorted(_order()) == sorted({_top(_dotted(path)) for path in _OURS if path != "graphapi/__init__.py"})


def test_imports_lead_only_down() -> None:
    """Imports for type checkers count as well: what a room speaks of lies below it."""
    height = {room: place for place, room in enumerate(_order())}
    used = {
        (_top(_dotted(path)), _top(name))
        for path in _OURS
        for name in _imports(path)
        if name.startswith("graphapi.") and path != "graphapi/__init__.py"
    }

    assert {(room, other) for room, other in used if height[other] > height[room]} == set()


@pytest.mark.parametrize("path", _ALL)
def test_a_name_is_imported_from_the_room_that_defines_it(path: str) -> None:
    """No module hands on what another room defines: who needs it says where it comes from."""
    assert {
        f"{node.module}: {alias.name} is of {origin}"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in _NAMES
        for alias in node.names
        if (origin := _origins(_NAMES[node.module]).get(alias.name)) and _top(origin) != _top(node.module)
    } == set()


@cache
def _origins(path: str) -> dict[str, str]:
    """From each name that a file imports from graphapi to the module from which it does."""
    return {
        alias.asname or alias.name: node.module
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("graphapi.")
        for alias in node.names
    }


def test_graphapi_does_not_know_the_lab() -> None:
    assert [path for path in _OURS if any(name.startswith("graphapi_lab") for name in _imports(path))] == []


@pytest.mark.parametrize("path", _LABS)
def test_the_lab_uses_rooms_through_their_rules(path: str) -> None:
    assert {name for name in _imports(path) if _is_graph(name)} == set()


@pytest.mark.parametrize("path", _OURS)
def test_the_driver_and_strawberry_stay_in_their_places(path: str) -> None:
    outside = {name.split(".")[0] for name in _imports(path)}

    assert "neo4j" not in outside or path.startswith("graphapi/graphdb/")
    assert "strawberry" not in outside or path.startswith(("graphapi/wire/", "graphapi/graphql/"))


@pytest.mark.parametrize(
    "path", [path for path in _OURS if path.startswith(("graphapi/wire/", "graphapi/graphdb/"))]
)
def test_the_plumbing_knows_no_room(path: str) -> None:
    assert {name for name in _imports(path) if _room(name)} == set()
    faces = _FACES if path.startswith("graphapi/graphdb/") else _FACES[1:]
    assert {name for name in _imports(path) if name.startswith(faces)} == set()


@pytest.mark.parametrize("path", [path for path in _OURS if _room(_dotted(path))])
def test_a_room_uses_another_through_its_rules(path: str) -> None:
    here = _dotted(path)
    foreign = {name for name in _imports(path) if _room(name) not in (None, _room(here))}

    assert {name for name in foreign if _is_graph(name)} == set()


@pytest.mark.parametrize("path", [path for path in _OURS if _room(_dotted(path))])
def test_the_layers_of_a_room_look_downwards(path: str) -> None:
    here = _dotted(path)
    inside = {name for name in _imports(path) if _room(name)}

    assert {name for name in _imports(path) if name.startswith(_FACES)} == set(), "a room that knows its faces"
    if _is_graph(here):
        rules = {name for name in inside if not _is_graph(name) and _uses_graph(name)}
        assert rules == set(), "a graph module that imports rules"


@pytest.mark.parametrize("path", [path for path in _OURS if _is_graphql(_dotted(path))])
def test_graphql_asks_rules_and_never_the_graph(path: str) -> None:
    assert {name for name in _imports(path) if _is_graph(name) or name.startswith("graphapi.cli")} == set()


def _uses_graph(module: str) -> bool:
    return any(_is_graph(name) for name in _imports(_NAMES[module]))


@pytest.mark.parametrize("path", [path for path in _OURS if not path.startswith("graphapi/graphdb/")])
def test_only_graph_modules_make_statements(path: str) -> None:
    makes = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "graphapi.graphdb.queries"
        and any(alias.name in ("statement", "parse_query") for alias in node.names)
        for node in ast.walk(_tree(path))
    )

    assert not makes or _is_graph(_dotted(path))
    if makes:
        assert not any(isinstance(n, ast.Attribute) and n.attr == "run_text" for n in ast.walk(_tree(path)))


@pytest.mark.parametrize("path", [path for path in _OURS if path != "graphapi/graphdb/migrations.py"])
def test_no_cypher_outside_its_folder(path: str) -> None:
    assert [text for text in _texts(_tree(path)) if _CYPHER.search(text)] == []


def _texts(tree: ast.Module) -> Iterator[str]:
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_the_check_for_cypher_finds_some() -> None:
    text = "x = 'MATCH (n) SET n.a = 1'\ny = f'CREATE (:{label})'\nz = 'RETURN 1 AS one'\nw = 'a match (of two)'\n"

    assert [found for found in _texts(ast.parse(text)) if _CYPHER.search(found)] != []
    assert not _CYPHER.search("a match (of two)")
    assert not _CYPHER.search("It returns what is known as one.")


def test_the_three_roots_mirror_each_other() -> None:
    queries = {path.name for path in (_ROOT / "cypher").iterdir() if path.is_dir()} - {"migrations", "browser"}
    rooms = {room for path in _OURS if (room := _room(_dotted(path))) and _is_graph(_dotted(path))}
    tests = {path.parent.name for path in (_ROOT / "tests").glob("*/__init__.py")}

    # The benchmark's queries lie beside the others: all Cypher is in one place.
    assert queries == rooms | {"bench"}
    assert tests >= _ROOMS | _NO_ROOMS
    # Besides rooms, tests have only what has no room: the whole at work.
    assert tests - _ROOMS - _NO_ROOMS <= {"browser", "lab", "demo", "end_to_end"}


def _error_classes() -> list[type[GraphapiError]]:
    for module in pkgutil.walk_packages(graphapi.__path__, "graphapi."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[GraphapiError]] = []
    pending = [GraphapiError]
    while pending:
        current = pending.pop()
        if current.__module__.startswith("graphapi."):
            found.append(current)
            pending.extend(current.__subclasses__())
    return found


def test_every_error_has_a_code_of_its_own_and_is_explained() -> None:
    classes = _error_classes()
    leaves = [each for each in classes if not each.__subclasses__() or each.__module__ == "graphapi.errors"]
    # What stands in the way of the embedded server is told to a person at a terminal, by its words.
    leaves = [each for each in leaves if not issubclass(each, EmbeddedServerError)]

    assert [each.__qualname__ for each in classes if not (each.__doc__ or "").strip()] == []
    assert [each.__qualname__ for each in leaves if "code" not in vars(each)] == []
    codes = [each.code for each in leaves]
    assert sorted(set(codes)) == sorted(codes)
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code) for code in codes)


def test_the_tree_of_errors_is_drawn_where_it_is_defined() -> None:
    own = [each for each in _error_classes() if each.__module__ == "graphapi.errors"]

    assert [each.__name__ for each in own if not re.search(rf"\b{each.__name__}\b", errors.__doc__ or "")] == []
