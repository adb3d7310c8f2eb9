"""Records that a person has left the organisation, or is back."""

from datetime import date
from typing import Any

from graphapi.errors import InvalidInput
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import checked_day, require_revision
from graphapi.people.errors import PersonLeft
from graphapi.people.locking import lock_person
from graphapi.people.model import Person, PersonChange
from graphapi.people.reading import person_in
from graphapi.people.saving import save_people


async def record_leaving(
    editor: Editor, person_id: str, expected_revision: int, left_on: date | None, *, key: str | None = None
) -> Person:
    """Records the day on which a person left, None for somebody who is back; returns the person.

    Whoever leaves mentors nobody any more: their matches end, their goals are closed as abandoned, and their skills and
    times stay. Whoever comes back decides again whether to mentor. left_on: today or before, from the year 2000 on.
    Raises InvalidInput, NotFound, StaleRevision, KeyReused.
    """
    if left_on is not None:
        checked_day(left_on, ["leftOn"], "The day")

    async def leave(e: Edit) -> str:
        if left_on is not None and left_on > e.today:
            raise InvalidInput(f"{left_on} is in the future. Record it when the day has come.", path=["leftOn"])
        revision = await lock_person(e.tx, person_id)
        require_revision(revision, expected_revision, "This person")
        before = await person_in(e.tx, person_id)
        changed: dict[str, Any] = {}
        if e.changed("person.leftOn", person_id, before.left_on, left_on):
            changed["leftOn"] = left_on
        if left_on is not None and e.changed("person.mentoring", person_id, before.mentoring, False):
            changed["mentoring"] = False
        if changed:
            saved = await save_people(e.tx, [PersonChange(person_id, revision, changed)])
            assert saved  # The person is locked.
        return person_id

    request = {
        "person": person_id,
        "expectedRevision": expected_revision,
        "leftOn": left_on and left_on.isoformat(),
    }
    return await editor.edit_once("recordLeaving", key, request, leave, person_in)


def require_present(person: Person) -> None:
    """Raises PersonLeft for somebody who has left."""
    if person.left_on is not None:
        raise PersonLeft(
            f"The person {person.id!r} left on {person.left_on}. Record first that they are back: recordLeaving with "
            "leftOn null.",
            path=["personId"],
        )
