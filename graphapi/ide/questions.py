"""The examples in the tabs of the page; docs/graphql.md shows the same, with answers."""

from typing import Final

QUESTIONS: Final = (
    """# Who can mentor this person? Nearest first, with reasons.
query Mentors {
  mentorMatches(menteeId: "p000001", minimumSharedMinutes: 0, first: 2) {
    edges {
      distance
      node { externalId name }
      why(first: 1) { text }
      targets(first: 3) { skill { label } level coverage }
    }
    pageInfo { hasNextPage endCursor }
    hints
  }
}
""",
    """# Why is somebody ranked where they are, or not at all?
query Why {
  explainMatch(menteeId: "p000001", mentorId: "p000001", minimumSharedMinutes: 0) {
    summary
    rules { rule holds remedy }
  }
}
""",
    """# Find a skill, with typing errors.
query Search {
  skills(search: "kuberntes", first: 2) {
    edges { matchedLabel node { externalId label cluster { label } } }
  }
}
""",
    """# What is near a skill, and who holds it?
query Skill {
  skill(id: "skill-0018") {
    label
    relations(first: 3) { kind strength skill { label } }
    holders(minimumLevel: 3, first: 2) {
      totalCount
      edges { node { level person { name } } }
    }
  }
}
""",
    """# A person, with skills and goals.
query Person {
  person(id: "p000002") {
    name
    unit
    function
    timeZone
    skills(first: 2) { totalCount edges { node { level skill { label } } } }
    goals { totalCount edges { node { statement status targets { level skill { label } } } } }
    revision
  }
}
""",
)
