"""Sets a person's level in a skill."""

from datetime import date, timedelta

from graphapi.errors import InvalidInput
from graphapi.graphdb.database import Transaction
from graphapi.journal.edit import Edit, Editor
from graphapi.journal.editing import checked_day, require_revision
from graphapi.people import graph
from graphapi.people.locking import lock_active_skills, lock_person
from graphapi.people.model import ClaimsChange, HeldSkill
from graphapi.people.saving import save_claims
from graphapi.policy.model import HIGHEST_LEVEL
from graphapi.taxonomy.other_ids import skill_meant


async def declare_skill_level(
    editor: Editor,
    person_id: str,
    skill_id: str,
    level: int,
    *,
    today: date,
    last_used_on: date | None = None,
    expected_revision: int | None = None,
    key: str | None = None,
) -> HeldSkill:
    """Creates or changes a person's claim of a skill, and returns it.

    level: 0 (none) to 4. expected_revision: the claim's revision; 0 or None for a new claim.
    Raises InvalidInput, NotFound, SkillRetired for a new claim of a retired skill, StaleRevision, KeyReused.
    """
    if not 0 <= level <= HIGHEST_LEVEL:
        raise InvalidInput(f"A level must be between 0 and {HIGHEST_LEVEL}; you sent {level}.", path=["level"])
    _check_last_used(last_used_on, today)
    expected = expected_revision or 0
    request = {
        "person": person_id,
        "skill": skill_id,
        "level": level,
        "lastUsedOn": last_used_on and last_used_on.isoformat(),
        "expectedRevision": expected,
    }

    async def declare(e: Edit) -> str:
        return await _declare(e, person_id, skill_id, level, last_used_on, expected)

    async def read(tx: Transaction, held_id: str) -> HeldSkill:
        held = await graph.held_skill(tx, person_id, held_id)
        assert held is not None  # It was just written, or is kept with its receipt.
        return held

    return await editor.edit_once("declareSkillLevel", key, request, declare, read)


async def _declare(
    e: Edit, person_id: str, skill_id: str, level: int, last_used_on: date | None, expected: int
) -> str:
    """Returns the skill's own id; the given one may be a further id of it."""
    await lock_person(e.tx, person_id)
    held = await graph.held_skill(e.tx, person_id, skill_id)
    if held is None:
        meant = await skill_meant(e.tx, skill_id)
        held = await graph.held_skill(e.tx, person_id, meant) if meant != skill_id else None
        skill_id = meant
    if held is None:
        # A claim made before its skill was retired may still be corrected; only new ones need an active skill.
        await lock_active_skills(e.tx, [(skill_id, ("skillId",))])
    current = held.revision if held else 0
    require_revision(current, expected, "This claim")
    changed = e.changed("claim.level", person_id, held and held.level, level, other=skill_id)
    before = held and held.last_used_on
    if e.changed("claim.lastUsedOn", person_id, before, last_used_on, other=skill_id) or changed:
        claim = (level, last_used_on)
        change = (
            ClaimsChange(person_id, changed={skill_id: (*claim, current)})
            if held
            else ClaimsChange(person_id, created={skill_id: claim})
        )
        saved = await save_claims(e.tx, [change])
        assert saved  # The person is locked.
    return skill_id


def _check_last_used(last_used_on: date | None, today: date) -> None:
    if last_used_on is None:
        return
    checked_day(last_used_on, ["lastUsedOn"], "The date of last use")
    # It may already be tomorrow where the caller lives.
    if last_used_on > today + timedelta(days=1):
        raise InvalidInput(
            f"The date of last use is {last_used_on}, which is in the future. Give a past date, or omit it.",
            path=["lastUsedOn"],
        )
