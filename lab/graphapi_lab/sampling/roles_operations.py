"""What people in operations, finance and human resources can do, role by role."""

from graphapi_lab.sampling.model import Role, split

_OPERATIONS_LEAD = split("Continuous improvement; Performance measurement; Cost management")
_FINANCE_LEADS = split("Business planning; Corporate governance; Board reporting")
_PEOPLE_LEAD = split("Culture change; Organisation design; Workforce planning")

OPERATIONS_ROLES: tuple[Role, ...] = (
    Role(
        title="supply chain planner",
        core=split("Supply chain management; Demand planning; Inventory management; Spreadsheets; Logistics"),
        stacks=(
            split("Transport planning; Import and export"),
            split("Warehouse operations; Lean"),
            split("Production planning; Enterprise resource planning"),
        ),
        adjacent=split(
            "Forecasting; Supply chain risk management; Procurement; Process mapping; Cost management; "
            "Business continuity; Data visualisation; Sustainable procurement"
        ),
        people=split(
            "Prioritisation; Negotiation; Problem solving; Dealing with uncertainty; Relationship building"
        ),
        neighbours=("buyer", "production engineer", "delivery manager", "financial analyst"),
        leading=_OPERATIONS_LEAD,
    ),
    Role(
        title="buyer",
        core=split("Procurement; Strategic sourcing; Tendering; Vendor management; Contract negotiation"),
        stacks=(
            split("Import and export; Supply chain risk management"),
            split("Sustainable procurement; Circular economy"),
            split("Outsourcing; Contract management"),
        ),
        adjacent=split(
            "Cost management; Market analysis; Contract law; Spreadsheets; Due diligence; "
            "Inventory management; Public procurement; Enterprise resource planning"
        ),
        people=split("Negotiation; Relationship building; Assertiveness; Intercultural competence; Numeracy"),
        neighbours=("supply chain planner", "legal counsel", "financial analyst"),
        leading=(*_OPERATIONS_LEAD, "Strategic sourcing"),
    ),
    Role(
        title="production engineer",
        core=split("Manufacturing operations; Quality management; Quality inspection; Lean; Root cause analysis"),
        stacks=(
            split("Mechanical engineering; Computer-aided design; Technical drawing"),
            split("Automation engineering; Robotics"),
            split("CNC machining; Maintenance management"),
            split("Six Sigma; Statistics"),
        ),
        adjacent=split(
            "Production planning; Workplace risk assessment; 3D printing; Electrical engineering; "
            "Energy management; Continuous improvement; Waste management; Life-cycle assessment; Ergonomics"
        ),
        people=split("Teamwork; Attention to detail; Problem solving; Supporting new starters; Innovation"),
        neighbours=("supply chain planner", "safety specialist", "embedded engineer", "sustainability specialist"),
        leading=_OPERATIONS_LEAD,
    ),
    Role(
        title="safety specialist",
        core=split("Health and safety management; Workplace risk assessment; Accident investigation; Fire safety"),
        stacks=(
            split("Facilities management; Space planning"),
            split("Emergency planning; Physical security"),
            split("Ergonomics; Workplace wellbeing"),
        ),
        adjacent=split(
            "First aid; Business continuity; Environmental management; Regulatory compliance; Policy writing; "
            "Maintenance management; Energy management"
        ),
        people=split(
            "Training delivery; Difficult conversations; Attention to detail; Communication; Accountability"
        ),
        neighbours=("production engineer", "compliance officer", "sustainability specialist"),
        leading=(*_OPERATIONS_LEAD, "Crisis leadership"),
    ),
    Role(
        title="sustainability specialist",
        core=split(
            "Sustainability management; Carbon accounting; Sustainability reporting; Environmental management"
        ),
        stacks=(
            split("Life-cycle assessment; Circular economy"),
            split("Energy management; Renewable energy"),
            split("Climate risk analysis; Risk management"),
        ),
        adjacent=split(
            "Data analysis; Sustainable procurement; Regulatory compliance; Waste management; Green software; "
            "Change management; Business case development; Spreadsheets"
        ),
        people=split("Stakeholder management; Advocacy; Systems thinking; Presentation skills; Report writing"),
        neighbours=("production engineer", "compliance officer", "data analyst"),
        leading=split("Strategic planning; Board reporting; Change management"),
    ),
    Role(
        title="financial analyst",
        core=split("Financial analysis; Financial modelling; Financial planning; Forecasting; Microsoft Excel"),
        stacks=(
            split("Management accounting; Cost management"),
            split("Investment appraisal; Due diligence"),
            split("Power BI; SQL"),
        ),
        adjacent=split(
            "Budgeting; Business case development; Financial reporting; Cash flow management; "
            "Scenario planning; Data visualisation; Pricing; Business acumen; Mergers and acquisitions"
        ),
        people=split(
            "Numeracy; Analytical thinking; Presentation skills; Attention to detail; Expectation management"
        ),
        neighbours=("accountant", "data analyst", "buyer"),
        leading=_FINANCE_LEADS,
    ),
    Role(
        title="accountant",
        core=split("Accounting; Bookkeeping; Financial reporting; Accounts payable and receivable; Spreadsheets"),
        stacks=(
            split("Taxation; Company law"),
            split("Payroll; HR administration"),
            split("External audit; Internal audit"),
            split("Management accounting; Enterprise resource planning"),
        ),
        adjacent=split(
            "Cash flow management; Fraud prevention; Regulatory compliance; Process automation; Budgeting; "
            "Financial analysis; Records management"
        ),
        people=split("Attention to detail; Time management; Accountability; Numeracy; Communication"),
        neighbours=("financial analyst", "compliance officer"),
        leading=_FINANCE_LEADS,
    ),
    Role(
        title="people partner",
        core=split(
            "HR management; Employee relations; Employee engagement; Performance management; Workforce planning"
        ),
        stacks=(
            split("Compensation and benefits; Job design"),
            split("Employment law; Mediation"),
            split("People analytics; Skills mapping"),
            split("Inclusive practice; Bias awareness"),
        ),
        adjacent=split(
            "Talent development; Succession planning; Organisation design; HR administration; "
            "Workplace wellbeing; Change management; Onboarding; Gender equality; Mental health support; "
            "Disability inclusion"
        ),
        people=split(
            "Coaching; Active listening; Difficult conversations; Conflict resolution; Emotional intelligence; "
            "Empathy"
        ),
        neighbours=("recruiter", "learning specialist", "legal counsel"),
        leading=_PEOPLE_LEAD,
    ),
    Role(
        title="recruiter",
        core=split("Recruitment; Selection interviewing; Employer branding; Job design; Professional networking"),
        stacks=(
            split("Social media marketing; Lead generation"),
            split("Bias awareness; Neurodiversity awareness"),
        ),
        adjacent=split(
            "Onboarding; Workforce planning; Compensation and benefits; Employment law; People analytics; "
            "HR administration; Skills mapping; Inclusive practice"
        ),
        people=split("Interviewing; Persuasion; Relationship building; Active listening; Time management"),
        neighbours=("people partner", "account executive", "learning specialist"),
        leading=_PEOPLE_LEAD,
    ),
    Role(
        title="learning specialist",
        core=split(
            "Learning and development; Training delivery; Instructional design; Training needs analysis; "
            "Facilitation"
        ),
        stacks=(
            split("E-learning development; Video production"),
            split("Coaching; Career coaching"),
            split("Workshop design; Blended learning"),
        ),
        adjacent=split(
            "Learning evaluation; Skills mapping; Talent development; Mentoring; Onboarding; Survey design; "
            "Change communication; Team coaching; Peer coaching; Reverse mentoring"
        ),
        people=split("Public speaking; Powerful questions; Giving feedback; Empathy; Storytelling; Goal setting"),
        neighbours=("people partner", "content designer", "recruiter"),
        leading=_PEOPLE_LEAD,
    ),
)
