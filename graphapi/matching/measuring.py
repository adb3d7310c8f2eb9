"""Runs the ranking query alone, without reasons and without the rank index, for measurements."""

from datetime import date

from graphapi.graphdb.database import Database, Transaction
from graphapi.matching import graph
from graphapi.matching.facts import RankedMentor
from graphapi.matching.model import Question


async def ranked_by_cypher(
    tx: Transaction, question: Question, week: date, policy_version: int, limit: int
) -> list[RankedMentor]:
    """Mentors after `question.after` in the total order, `limit` at most. week: a Monday."""
    return await graph.ranked_mentors(tx, question, week, policy_version, limit)


async def hits_by_cypher(
    database: Database, question: Question, week: date, policy_version: int, limit: int
) -> int:
    """The db hits of the same query, by PROFILE."""
    return await graph.hits_of_ranking(database, question, week, policy_version, limit)
