"""Who meets the rules about attributes is remembered, and right whatever is added later."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graphapi.attributes.model import Demand
from graphapi.rankindex.people import People
from tests.examples import examples

_SAID = st.lists(st.sampled_from(["grade=1", "grade=2", "house=a", "house=b"]), unique=True, max_size=2)
_DEMANDS = st.lists(
    st.sampled_from(
        [Demand("grade=", ("grade=1",)), Demand("house=", none_of=("house=a",)), Demand("grade=", one_of=())]
    ),
    max_size=2,
)


@settings(max_examples=examples(50), deadline=None)
@given(steps=st.lists(st.tuples(_SAID, _DEMANDS), max_size=30))
def test_who_does_not_meet_the_demands_is_as_if_nothing_were_remembered(
    steps: list[tuple[list[str], list[Demand]]],
) -> None:
    people = People()
    said: list[tuple[str, ...]] = []
    for number, (of_person, demands) in enumerate(steps):
        place = people.place_of(f"p{number}")
        people.attribute_set[place] = people.attribute_set_of(of_person)
        said.append(tuple(of_person))

        found = people.not_meeting(demands)[: len(said)].tolist()

        assert found == [not all(demand.is_met_by(each) for demand in demands) for each in said]


def test_only_so_much_is_remembered() -> None:
    people = People()

    for number in range(1_000):
        people.not_meeting([Demand(f"grade={number}")])

    assert len(people._met) < 500  # pyright: ignore[reportPrivateUsage]
