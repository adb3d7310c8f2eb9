"""The measure of a document equals what writing out all its fragments would give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphql import OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st

from graphapi.wire.measuring import CEILING, Measure, Measurer, repetitions
from tests.wire.schema import SCHEMA

FRAGMENTS = 4


@dataclass(frozen=True)
class Field:
    """A field of a Thing with what is selected in it; `first` is for connections, whose edges are selected."""

    name: str
    inside: Sequence["Selection"] = ()
    first: int | None = None

    def __str__(self) -> str:
        if self.name == "things":
            first = f"(first: {self.first})" if self.first is not None else ""
            return (
                f"things{first} {{ pageInfo {{ endCursor }} edges {{ weight node {{ {said(self.inside)} }} }} }}"
            )
        return f"{self.name} {{ {said(self.inside)} }}" if self.inside else self.name


@dataclass(frozen=True)
class Spread:
    """A fragment, by its number, or an inline one."""

    fragment: int | None
    inside: Sequence["Selection"] = ()

    def __str__(self) -> str:
        return f"... {{ {said(self.inside)} }}" if self.fragment is None else f"...F{self.fragment}"


Selection = Field | Spread


def said(selections: Sequence[Selection]) -> str:
    return " ".join(map(str, selections))


def selections(fragments: Sequence[int]) -> st.SearchStrategy[list[Selection]]:
    """Selections on a Thing that spread only these fragments."""
    leaves: st.SearchStrategy[Selection] = st.sampled_from([Field("id"), Field("number"), *map(Spread, fragments)])

    def wider(inner: st.SearchStrategy[list[Selection]]) -> st.SearchStrategy[list[Selection]]:
        return st.lists(
            st.one_of(
                leaves,
                st.builds(Field, st.sampled_from(["three", "neighbours"]), inner),
                st.builds(Field, st.just("things"), inner, st.none() | st.integers(1, 100)),
                st.builds(Spread, st.none(), inner),
            ),
            min_size=1,
            max_size=4,
        )

    return st.recursive(st.lists(leaves, min_size=1, max_size=3), wider, max_leaves=8)


documents = st.tuples(*(selections(range(number + 1, FRAGMENTS)) for number in range(-1, FRAGMENTS)))


def written_out(chosen: Sequence[Selection], fragments: Sequence[Sequence[Selection]]) -> Iterator[Field]:
    """The fields of a selection, with every fragment in the place where it is spread."""
    for selection in chosen:
        if isinstance(selection, Field):
            yield Field(selection.name, list(written_out(selection.inside, fragments)), selection.first)
        else:
            inside = selection.inside if selection.fragment is None else fragments[selection.fragment]
            yield from written_out(inside, fragments)


def cost(fields: Sequence[Selection]) -> int:
    total = 0
    for field in fields:
        assert isinstance(field, Field)
        match field.name:
            case "three":
                total += 5 + 3 * cost(field.inside)
            case "neighbours":
                total += 1 + 10 * cost(field.inside)
            case "things":
                total += 1 + 1 + (20 if field.first is None else field.first) * (1 + 1 + cost(field.inside))
            case _:
                total += 1
    return total


def depth(fields: Sequence[Selection]) -> int:
    """How deep the deepest field lies: a connection is a field, its edges one, and their node one."""
    return max(
        (
            (3 if field.name == "things" else 1) + depth(field.inside)
            for field in fields
            if isinstance(field, Field)
        ),
        default=0,
    )


@given(documents)
def test_a_document_measures_what_its_written_out_twin_does(document: tuple[list[Selection], ...]) -> None:
    chosen, *fragments = document
    text = f"{{ thing {{ {said(chosen)} }} }} " + " ".join(
        f"fragment F{number} on Thing {{ {said(inside)} }}" for number, inside in enumerate(fragments)
    )
    twin = list(written_out(chosen, fragments))

    measure = measured(text)

    assert measure.once == min(1 + cost(twin), CEILING)
    assert measure.depth == 1 + depth(twin)


def test_the_most_expensive_document_has_a_number_that_can_be_said() -> None:
    links = " ".join(f"fragment F{i} on Thing {{ three {{ ...F{i + 1} ...F{i + 1} }} }}" for i in range(40))
    measure = measured(f"{{ thing {{ ...F0 }} }} {links} fragment F40 on Thing {{ id }}")
    assert (measure.once, measure.depth) == (CEILING, 42)


def test_aliases_and_repetitions_are_counted_where_they_are_written() -> None:
    document = parse("{ a: x x x ... { x y { z b: z } } ...F ...F } fragment F on Thing { x x }")
    assert repetitions(document) == 4


def measured(text: str) -> Measure:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return Measurer(SCHEMA._schema, document, None).measure(operation)
