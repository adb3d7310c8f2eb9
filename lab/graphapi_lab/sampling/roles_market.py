"""What people in sales, marketing, customer service and legal affairs can do, role by role."""

from graphapi_lab.sampling.model import Role, split

_SALES_LEAD = split("Sales management; Profit and loss responsibility; Partnership development")
_SERVICE_LEADS = split("Contact centre management; Customer experience management; Performance measurement")

MARKET_ROLES: tuple[Role, ...] = (
    Role(
        title="account executive",
        core=split(
            "Selling; Consultative selling; Sales presentations; Lead generation; Customer relationship management"
        ),
        stacks=(
            split("Key account management; Contract negotiation"),
            split("Channel management; Partnership development"),
            split("Bid writing; Tendering"),
        ),
        adjacent=split(
            "Sales forecasting; Upselling and cross-selling; Market analysis; Pricing; Go-to-market planning; "
            "Business acumen; E-commerce; Competitive analysis; Spreadsheets"
        ),
        people=split(
            "Negotiation; Persuasion; Relationship building; Resilience; Active listening; Presentation skills"
        ),
        neighbours=("sales engineer", "customer success manager", "marketing specialist"),
        leading=_SALES_LEAD,
    ),
    Role(
        title="sales engineer",
        core=split(
            "Pre-sales engineering; Consultative selling; Sales presentations; Requirements analysis; REST APIs"
        ),
        stacks=(
            split("Cloud computing; AWS"),
            split("SQL; Business intelligence"),
            split("Information security management; Identity and access management"),
        ),
        adjacent=split(
            "Bid writing; API design; Python; Customer relationship management; Prototyping; Process mapping; "
            "Competitive analysis; Business case development"
        ),
        people=split(
            "Explaining technical topics; Public speaking; Active listening; Storytelling; Building trust"
        ),
        neighbours=("account executive", "product manager", "back-end engineer", "customer success manager"),
        leading=_SALES_LEAD,
    ),
    Role(
        title="marketing specialist",
        core=split("Marketing; Digital marketing; Content marketing; Copywriting; Web analytics"),
        stacks=(
            split("Search engine optimisation; Paid advertising"),
            split("Social media marketing; Video production"),
            split("E-mail marketing; Customer relationship management"),
            split("Event management; Public relations"),
        ),
        adjacent=split(
            "Marketing strategy; Market research; Brand management; Go-to-market planning; Graphic design; "
            "E-commerce; Experiment design; Data visualisation; Lead generation"
        ),
        people=split("Storytelling; Creative thinking; Writing; Cross-functional collaboration; Adaptability"),
        neighbours=("account executive", "product manager", "content designer", "data analyst"),
        leading=split("Marketing strategy; Brand management; Budgeting"),
    ),
    Role(
        title="customer support agent",
        core=split("Customer service; Complaint handling; De-escalation; Live chat support; Telephone skills"),
        stacks=(
            split("Help content writing; Technical writing"),
            split("IT support; Network troubleshooting"),
            split("Customer feedback analysis; Spreadsheets"),
        ),
        adjacent=split(
            "Customer onboarding; Customer relationship management; Upselling and cross-selling; "
            "Process mapping; Knowledge sharing; Usability testing; Data protection; SQL"
        ),
        people=split("Empathy; Active listening; Resilience; Stress management; Plain language; Teamwork"),
        neighbours=("customer success manager", "service desk analyst", "account executive", "test engineer"),
        leading=_SERVICE_LEADS,
    ),
    Role(
        title="customer success manager",
        core=split(
            "Customer success management; Customer onboarding; Customer relationship management; "
            "Customer feedback analysis; Upselling and cross-selling"
        ),
        stacks=(split("Product analytics; Spreadsheets"), split("Training delivery; Workshop design")),
        adjacent=split(
            "Customer experience management; Key account management; Journey mapping; Product management; "
            "Consultative selling; Project planning; Business intelligence; Complaint handling"
        ),
        people=split(
            "Building trust; Presentation skills; Customer orientation; Expectation management; Negotiation; "
            "Empathy"
        ),
        neighbours=("account executive", "customer support agent", "product manager", "learning specialist"),
        leading=_SERVICE_LEADS,
    ),
    Role(
        title="legal counsel",
        core=split("Legal advice; Legal research; Contract drafting; Contract law; Company law"),
        stacks=(
            split("Intellectual property; Open source licensing"),
            split("Employment law; Dispute resolution"),
            split("Data protection; Privacy impact assessment"),
            split("Mergers and acquisitions; Due diligence"),
        ),
        adjacent=split(
            "Contract management; Regulatory compliance; Corporate governance; Contract negotiation; "
            "Policy writing; Risk management; Government relations; Import and export"
        ),
        people=split(
            "Critical thinking; Plain language; Negotiation; Attention to detail; Desk research; Mediation"
        ),
        neighbours=("compliance officer", "buyer", "people partner"),
        leading=split("Corporate governance; Ethical leadership; Board reporting"),
    ),
    Role(
        title="compliance officer",
        core=split("Regulatory compliance; Risk management; Internal audit; Policy writing; Data protection"),
        stacks=(
            split("Privacy by design; Privacy impact assessment"),
            split("Fraud prevention; Information risk"),
            split("Business continuity; Emergency planning"),
        ),
        adjacent=split(
            "Corporate governance; Information security management; Records management; Process mapping; "
            "Contract management; Board reporting; Security awareness; External audit"
        ),
        people=split(
            "Report writing; Assertiveness; Training delivery; Attention to detail; Difficult conversations"
        ),
        neighbours=("legal counsel", "security engineer", "accountant", "safety specialist"),
        leading=split("Corporate governance; Ethical leadership; Crisis leadership"),
    ),
)
