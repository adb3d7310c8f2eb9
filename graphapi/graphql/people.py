"""GraphQL queries and mutations for people, their skill levels and mentoring terms."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from graphapi.calendar.clock import utc_today
from graphapi.graphql.context import Info, own_person_id
from graphapi.graphql.person import HeldSkill, Person, PersonConnection, PersonEdge, load_person, person_of
from graphapi.identity.viewer import Capability
from graphapi.journal.editing import ABSENT, required
from graphapi.people.adding import add_person
from graphapi.people.declaring import declare_skill_level
from graphapi.people.model import NamePlace, PeopleFilter
from graphapi.people.reading import page_of_people
from graphapi.people.terms import TermsChange, set_mentoring_terms
from graphapi.wire.connection import DEFAULT_FIRST, After, First, keyset
from graphapi.wire.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StaleRevisionError,
)
from graphapi.wire.node import local_id
from graphapi.wire.price import price

_PEOPLE = keyset("people", str, str)
_KEY = (
    "A key of your choice, 1 to 200 printable characters, new for each request. Retrying with the same key "
    "applies the change once."
)


@strawberry.input(description="A person's level in a skill.")
class DeclareSkillLevelInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    skill_id: strawberry.ID = strawberry.field(description="Global or imported id of the skill.")
    level: int = strawberry.field(description="From 0 (none) to 4.")
    last_used_on: date | None = strawberry.field(
        description="The date on which the person last used the skill; not in the future.", default=None
    )
    expected_revision: int | None = strawberry.field(
        description="The `revision` of the claim that you read; omit for a new claim.", default=None
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="A person's mentoring terms; omitted fields keep their value.")
class SetMentoringTermsInput:
    person_id: strawberry.ID = strawberry.field(description="Global or imported id of the person.")
    expected_revision: int = strawberry.field(description="The `revision` of the person that you read.")
    mentoring: bool | None = strawberry.field(description="Whether they mentor others.", default=UNSET)
    places: int | None = strawberry.field(
        description="How many people they mentor at the same time, at most: 0 to 100, and at least as many as "
        "are taken.",
        default=UNSET,
    )
    weekly_minutes: int | None = strawberry.field(
        description="Most minutes a week that they spend as a mentor, 0 to 10080; null for no limit.",
        default=UNSET,
    )
    languages: list[str] | None = strawberry.field(
        description="The complete list of languages they can meet in, as tags such as 'en' or 'pt-BR'; empty for any.",
        default=UNSET,
    )
    formats: list[str] | None = strawberry.field(
        description="The complete list of formats they meet in, such as 'video' or 'asynchronous'; empty for any.",
        default=UNSET,
    )
    pace: str | None = strawberry.field(
        description="The pace that suits them, at most 60 characters; null removes it.", default=UNSET
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.input(description="A new person. Add skills, availability and goals afterwards.")
class AddPersonInput:
    name: str = strawberry.field(description="The name shown to others, 1 to 200 characters.")
    id: strawberry.ID | None = strawberry.field(
        description="The person's id in your other systems, 1 to 200 characters. It never changes. Generated "
        "when omitted.",
        default=None,
    )
    time_zone: str | None = strawberry.field(
        description="IANA time zone where they live, such as 'Europe/Lisbon'.", default=None
    )
    mentoring: bool = strawberry.field(description="Whether they mentor others.", default=True)
    places: int = strawberry.field(
        description="How many people they mentor at the same time, at most: 0 to 100.", default=3
    )
    weekly_minutes: int | None = strawberry.field(
        description="Most minutes a week that they spend as a mentor, 0 to 10080; no limit when omitted.",
        default=None,
    )
    languages: list[str] = strawberry.field(
        description="Languages they can meet in, as tags such as 'en' or 'pt-BR'; empty for any.",
        default_factory=list[str],
    )
    formats: list[str] = strawberry.field(
        description="Formats they meet in, such as 'video' or 'asynchronous'; empty for any.",
        default_factory=list[str],
    )
    pace: str | None = strawberry.field(
        description="The pace that suits them, at most 60 characters.", default=None
    )
    idempotency_key: str | None = strawberry.field(description=_KEY, default=None)


@strawberry.type(description="The person was added.")
class AddPersonSuccess:
    person: Person = strawberry.field(description="The person as they are now.")


@strawberry.type(description="The level was saved.")
class DeclareSkillLevelSuccess:
    held_skill: HeldSkill = strawberry.field(description="The claim as it is now.")
    person: Person = strawberry.field(description="The person who holds the skill.")


@strawberry.type(description="The mentoring terms were saved.")
class SetMentoringTermsSuccess:
    person: Person = strawberry.field(description="The person as they are now.")


AddPersonResult = Annotated[
    AddPersonSuccess | InvalidInputError | NotFoundError | NotAllowedError | ConflictError,
    strawberry.union("AddPersonResult", description="The new person, or why nobody was added."),
]
DeclareSkillLevelResult = Annotated[
    DeclareSkillLevelSuccess
    | InvalidInputError
    | NotFoundError
    | NotAllowedError
    | ConflictError
    | StaleRevisionError,
    strawberry.union("DeclareSkillLevelResult", description="The claim, or why it was not saved."),
]
SetMentoringTermsResult = Annotated[
    SetMentoringTermsSuccess
    | InvalidInputError
    | NotFoundError
    | NotAllowedError
    | ConflictError
    | StaleRevisionError,
    strawberry.union("SetMentoringTermsResult", description="The person, or why the terms were not changed."),
]


@strawberry.type
class PeopleQuery:
    """Queries for people."""

    @strawberry.field(description="The person with this id, or null.")
    async def person(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global or imported id of the person.")],  # noqa: A002
    ) -> Person | None:
        return await load_person(info.context, local_id("Person", id))

    @strawberry.field(
        description="People who match all given filters, ordered by name regardless of case and accents.",
        metadata=price(2),
    )
    async def people(
        self,
        info: Info,
        name: Annotated[
            str | None, strawberry.argument(description="Part of the name, ignoring case and accents.")
        ] = None,
        unit: Annotated[
            str | None,
            strawberry.argument(
                description="Name of a unit, or its path such as 'Sales > Operations', ignoring case and "
                "accents. Includes people in its subunits; matches every unit with that name."
            ),
        ] = None,
        skill_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Global or imported id of a skill they hold."),
        ] = None,
        minimum_level: Annotated[
            int, strawberry.argument(description="With `skillId`: the lowest level, 0 to 4.")
        ] = 1,
        with_former: Annotated[
            bool, strawberry.argument(description="Include people who have left the organisation.")
        ] = False,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> PersonConnection | None:
        info.context.viewer.require(Capability.READ_PEOPLE)
        asked = _PEOPLE.arguments(first, after)
        skill = local_id("Skill", skill_id, path=["skillId"]) if skill_id is not None else None
        page = await page_of_people(
            info.context.database,
            PeopleFilter(name, unit, skill, minimum_level, with_former),
            first=asked.first,
            after=NamePlace(*asked.after) if asked.after else None,
        )
        edges = [
            PersonEdge(node=person_of(person), cursor=_PEOPLE.encode((person.name, person.id)))
            for person in page.people
        ]
        return PersonConnection.of(edges, has_next=page.has_next, has_previous=after is not None)


@strawberry.type
class PeopleMutation:
    """Mutations of people."""

    @strawberry.mutation(
        description="Adds a person. Rankings include them from the next request.", metadata=price(10)
    )
    async def add_person(
        self,
        info: Info,
        input: Annotated[AddPersonInput, strawberry.argument(description="The person.")],  # noqa: A002
    ) -> AddPersonResult:
        info.context.viewer.require(Capability.ADD_PEOPLE)
        person = await add_person(
            info.context.editor,
            input.name,
            TermsChange(
                input.mentoring, input.places, input.weekly_minutes, input.languages, input.formats, input.pace
            ),
            person_id=input.id,
            time_zone=input.time_zone,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return AddPersonSuccess(person=person_of(person))

    @strawberry.mutation(description="Sets a person's level in a skill.", metadata=price(10))
    async def declare_skill_level(
        self,
        info: Info,
        input: Annotated[DeclareSkillLevelInput, strawberry.argument(description="The level.")],  # noqa: A002
    ) -> DeclareSkillLevelResult:
        info.context.viewer.require(Capability.EDIT_SKILLS)
        held = await declare_skill_level(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            local_id("Skill", input.skill_id, path=["skillId"]),
            input.level,
            today=utc_today(),
            last_used_on=input.last_used_on,
            expected_revision=input.expected_revision,
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        person = await load_person(info.context, held.person_id)
        assert person is not None  # The claim was just written.
        return DeclareSkillLevelSuccess(held_skill=HeldSkill(record=held), person=person)

    @strawberry.mutation(description="Sets the terms on which a person mentors.", metadata=price(10))
    async def set_mentoring_terms(
        self,
        info: Info,
        input: Annotated[SetMentoringTermsInput, strawberry.argument(description="The terms.")],  # noqa: A002
    ) -> SetMentoringTermsResult:
        info.context.viewer.require(Capability.EDIT_MENTORING_TERMS)
        person = await set_mentoring_terms(
            info.context.editor,
            await own_person_id(info.context, input.person_id, path=["personId"]),
            input.expected_revision,
            _change(input),
            key=input.idempotency_key,
        )
        info.context.forget_loaded()
        return SetMentoringTermsSuccess(person=person_of(person))


def _change(given: SetMentoringTermsInput) -> TermsChange:
    return TermsChange(
        mentoring=ABSENT if given.mentoring is UNSET else required(given.mentoring, "mentoring"),
        places=ABSENT if given.places is UNSET else required(given.places, "places"),
        weekly_minutes=ABSENT if given.weekly_minutes is UNSET else given.weekly_minutes,
        languages=ABSENT if given.languages is UNSET else required(given.languages, "languages"),
        formats=ABSENT if given.formats is UNSET else required(given.formats, "formats"),
        pace=ABSENT if given.pace is UNSET else given.pace,
    )
