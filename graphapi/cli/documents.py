"""The GraphQL documents that the command line asks, so that it prints what the API answers."""

from typing import Any

from graphapi.errors import GraphapiError, InvalidInput, NotFound, SetupProblem
from graphapi.followers import journal_of
from graphapi.graphdb.database import Database
from graphapi.graphql.context import Context
from graphapi.graphql.schema import graphql_schema
from graphapi.identity.viewer import DEVELOPMENT
from graphapi.journal.edit import Editor

_PAIRING = """
fragment Pair on Pairing {
  distance proximity exactTargets sharedMinutes longestSharedMinutes sharedTime pathCount
  slots { startsAt endsAt weekday minute formats }
  goalProximities { goalId statement proximity weight }
  why(first: 10) {
    text share targetLevel mentorLevel menteeLevel nearness fit value
    target { id externalId label } skill { id externalId label } via { id externalId label }
  }
}
"""

MENTOR_MATCHES = (
    """
query MentorMatches(
  $menteeId: ID!, $goalIds: [ID!], $minimumSharedMinutes: Int!, $minimumSessionMinutes: Int! = 0, $week: Date,
  $first: Int!, $after: String
) {
  mentorMatches(
    menteeId: $menteeId, goalIds: $goalIds, minimumSharedMinutes: $minimumSharedMinutes,
    minimumSessionMinutes: $minimumSessionMinutes, week: $week, first: $first, after: $after
  ) {
    week policyVersion hints
    edges { cursor node { id externalId name unit function timeZone } ...Pair }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
    + _PAIRING
)

EXPLAIN_MATCH = (
    """
query ExplainMatch(
  $menteeId: ID!, $mentorId: ID!, $goalIds: [ID!], $minimumSharedMinutes: Int!, $minimumSessionMinutes: Int! = 0,
  $week: Date
) {
  explainMatch(
    menteeId: $menteeId, mentorId: $mentorId, goalIds: $goalIds,
    minimumSharedMinutes: $minimumSharedMinutes, minimumSessionMinutes: $minimumSessionMinutes, week: $week
  ) {
    week policyVersion summary rank rankWithoutRules rankedMentors
    mentee { id externalId name } mentor { id externalId name }
    rules { rule holds reason remedy }
    relations {
      text kind strength source hierarchy occupations holders
      start { externalId label } end { externalId label }
    }
    ...Pair
  }
}
"""
    + _PAIRING
)


async def answer(database: Database, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The `data` of a document's answer. Raises the error that the API would answer with."""
    context = Context(Editor(journal_of(database), DEVELOPMENT))
    result = await graphql_schema().execute(document, variable_values=variables, context_value=context)
    if result.errors:
        first = result.errors[0]
        if isinstance(first.original_error, GraphapiError):
            raise first.original_error
        code = str((first.extensions or {}).get("code", ""))
        kind = {"INVALID_INPUT": InvalidInput, "NOT_FOUND": NotFound}.get(code, SetupProblem)
        raise kind(first.message)
    return result.data or {}
