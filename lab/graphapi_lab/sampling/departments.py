"""The departments of the sample organisation: of this table, the more people, the more."""

from graphapi_lab.sampling.model import Department, split

HEAD_OFFICE = "Executive office"
HEAD_FUNCTION = "General management"

_PRODUCT, _PLATFORM, _COMMERCIAL = "Product and engineering", "Data and platforms", "Customers and markets"
_OPERATIONS, _CENTRAL = "Operations and supply", "Central services"

DEPARTMENTS: tuple[Department, ...] = (
    Department(
        "Application engineering", _PRODUCT, "Engineering", 14,
        {"back-end engineer": 10, "front-end engineer": 6, "test engineer": 3, "software architect": 1,
         "delivery manager": 1},
        split(
            "Checkout; Accounts; Search; Catalogue; Notifications; Scheduling; Billing; Reporting; Identity; "
            "Orders"
        ),
    ),
    Department(
        "Cloud platform", _PLATFORM, "Engineering", 8,
        {"site reliability engineer": 5, "platform engineer": 5, "back-end engineer": 2, "systems engineer": 1,
         "software architect": 1},
        split("Runtime; Observability; Delivery pipelines; Storage; Networking; Developer portal; On-call"),
    ),
    Department(
        "Product and delivery", _PRODUCT, "Product", 5,
        {"product manager": 5, "business analyst": 3, "delivery manager": 3},
        split(
            "Core product; Growth; Marketplace; New ventures; Payments product; Partner product; "
            "Release planning"
        ),
    ),
    Department(
        "Data and insight", _PLATFORM, "Data", 8,
        {"data analyst": 5, "data engineer": 4, "data scientist": 4, "machine learning engineer": 2},
        split(
            "Customer insight; Data pipelines; Forecasting; Recommendations; Metrics; Language models; "
            "Pricing data"
        ),
    ),
    Department(
        "Sales", _COMMERCIAL, "Sales", 9,
        {"account executive": 8, "sales engineer": 3, "customer success manager": 1},
        split(
            "Enterprise accounts; Small business; Public sector; Partners; Retail accounts; New markets; "
            "Renewals"
        ),
    ),
    Department(
        "Customer support", _COMMERCIAL, "Customer support", 13,
        {"customer support agent": 9, "customer success manager": 3, "content designer": 1},
        split(
            "First line; Second line; Success; Onboarding desk; Complaints; Chat; Weekend desk; Partner desk"
        ),
    ),
    Department(
        "Design and research", _PRODUCT, "Design", 4,
        {"product designer": 6, "user researcher": 3, "content designer": 2},
        split("Design system; Research; Service design; Content; Mobile design; Brand design"),
    ),
    Department(
        "People and culture", _CENTRAL, "Human resources", 4,
        {"people partner": 4, "recruiter": 3, "learning specialist": 3},
        split("People partners; Hiring; Learning; Rewards; Wellbeing; Workforce data"),
    ),
    Department(
        "Finance", _CENTRAL, "Finance", 5,
        {"accountant": 5, "financial analyst": 5, "data analyst": 1},
        split("Ledger; Planning; Treasury; Tax; Payroll office; Controlling"),
    ),
    Department(
        "Marketing", _COMMERCIAL, "Marketing", 4,
        {"marketing specialist": 8, "content designer": 1, "data analyst": 1},
        split("Campaigns; Brand; Web presence; Events; Communities; Market research"),
    ),
    Department(
        "Supply chain", _OPERATIONS, "Operations", 6,
        {"supply chain planner": 6, "buyer": 4, "data analyst": 1},
        split("Sourcing; Transport; Warehousing; Demand; Imports; Supplier quality"),
    ),
    Department(
        "Information technology", _CENTRAL, "Information technology", 5,
        {"systems engineer": 4, "service desk analyst": 6, "business analyst": 1},
        split("Service desk; Workplace devices; Networks; Business systems; Collaboration tools; Access"),
    ),
    Department(
        "Manufacturing", _OPERATIONS, "Operations", 8,
        {"production engineer": 8, "safety specialist": 1, "supply chain planner": 1},
        split("Assembly; Machining; Quality control; Automation; Maintenance; Process improvement; Packaging"),
    ),
    Department(
        "Security", _PLATFORM, "Security", 3,
        {"security engineer": 8, "compliance officer": 1},
        split("Detection; Product security; Access control; Response; Offensive testing"),
    ),
    Department(
        "Legal and compliance", _CENTRAL, "Legal", 2,
        {"legal counsel": 5, "compliance officer": 4},
        split("Contracts; Privacy; Regulation; Corporate law; Internal audit"),
    ),
    Department(
        "Mobile and devices", _PRODUCT, "Engineering", 5,
        {"mobile engineer": 6, "embedded engineer": 5, "test engineer": 2, "product designer": 1},
        split("Apps; Firmware; Sensors; Field devices; Device updates; Tablets"),
    ),
    Department(
        "Sites and sustainability", _OPERATIONS, "Facilities", 2,
        {"safety specialist": 4, "sustainability specialist": 4},
        split("Workplaces; Safety; Energy; Climate; Site services"),
    ),
)  # fmt: skip
