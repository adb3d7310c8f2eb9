"""All roles by title, and what everybody and those who lead people bring beside their role."""

from graphapi_lab.sampling.model import Rank, Role, split
from graphapi_lab.sampling.roles_engineering import ENGINEERING_ROLES
from graphapi_lab.sampling.roles_market import MARKET_ROLES
from graphapi_lab.sampling.roles_operations import OPERATIONS_ROLES
from graphapi_lab.sampling.roles_product import PRODUCT_ROLES

ROLES: dict[str, Role] = {
    role.title: role for role in (*ENGINEERING_ROLES, *PRODUCT_ROLES, *OPERATIONS_ROLES, *MARKET_ROLES)
}

EVERYDAY = split(
    "Communication; Teamwork; Time management; Remote collaboration; Presentation skills; Problem solving; "
    "Microsoft Excel; Business writing; Continuous learning; Self-reflection; Prioritisation; "
    "Project planning; Public speaking; Mentoring; Allyship; Psychological safety; Respectful workplace; "
    "First aid; Initiative"
)

# What a rank adds to the ranks below it.
LEADERSHIP: dict[Rank, tuple[str, ...]] = {
    Rank.TEAM: split(
        "Team leadership; People management; One-to-ones; Delegation; Giving feedback; Performance management; "
        "Motivating others; Team building; Coaching; Leading remote teams; Goal setting; Servant leadership"
    ),
    Rank.DEPARTMENT: split(
        "Leading managers; Talent development; Budgeting; Resource planning; Succession planning; "
        "Objectives and key results; Change management; Inclusive leadership; Sponsorship; Managing upwards"
    ),
    Rank.DIVISION: split(
        "Strategic planning; Strategic thinking; Vision setting; Cross-functional leadership; "
        "Organisation design; Profit and loss responsibility; Culture change; Digital transformation; "
        "Business planning"
    ),
    Rank.HEAD: split(
        "Corporate governance; Board reporting; Ethical leadership; Portfolio management; "
        "Innovation management; Crisis leadership; Entrepreneurship"
    ),
}


def all_labels() -> frozenset[str]:
    """Every label that the sample organisation needs of a taxonomy."""
    led = (label for labels in LEADERSHIP.values() for label in labels)
    return frozenset((*EVERYDAY, *led, *(label for role in ROLES.values() for label in role.labels)))
