"""What people in data, product and design can do, role by role."""

from graphapi_lab.sampling.model import Role, split
from graphapi_lab.sampling.roles_engineering import ENGINEERS_LEAD

_ANALYSTS_LEAD = split("Cross-functional leadership; Data governance; Performance measurement")
_PRODUCT_LEADS = split("Product strategy; Cross-functional leadership; Portfolio management")

PRODUCT_ROLES: tuple[Role, ...] = (
    Role(
        title="data engineer",
        core=split("Data engineering; SQL; Data modelling; ETL; Data warehousing; Python"),
        stacks=(
            split("Apache Spark; Scala; Hadoop"),
            split("dbt; Apache Airflow; PostgreSQL"),
            split("Apache Kafka; Java; NoSQL databases"),
            split("Neo4j; Graph databases; Elasticsearch"),
        ),
        adjacent=split(
            "Data quality management; Query tuning; Docker; AWS; Data governance; CI/CD; Unit testing; "
            "Terraform; Data cleaning; MLOps; Business intelligence; Relational databases"
        ),
        people=split("Problem solving; Technical writing; Cross-functional collaboration; Attention to detail"),
        neighbours=("data scientist", "machine learning engineer", "back-end engineer", "data analyst"),
        leading=(*ENGINEERS_LEAD, "Data governance"),
    ),
    Role(
        title="data analyst",
        core=split("Data analysis; SQL; Data visualisation; Spreadsheets; Data cleaning; Business intelligence"),
        stacks=(split("Power BI; Microsoft Excel"), split("Tableau; R"), split("Looker; dbt")),
        adjacent=split(
            "Statistics; Forecasting; Survey design; Product analytics; Web analytics; Python; "
            "Experiment design; Data modelling; Performance measurement; Geospatial analysis; "
            "Financial analysis; Qualitative analysis"
        ),
        people=split(
            "Storytelling; Presentation skills; Analytical thinking; Stakeholder management; Numeracy; "
            "Active listening"
        ),
        neighbours=("data scientist", "data engineer", "financial analyst", "product manager", "business analyst"),
        leading=_ANALYSTS_LEAD,
    ),
    Role(
        title="data scientist",
        core=split(
            "Statistics; Machine learning; Statistical modelling; Data analysis; Experiment design; Python"
        ),
        stacks=(
            split("pandas; scikit-learn"),
            split("R; Forecasting"),
            split("Recommender systems; Feature engineering"),
            split("Natural language processing; Large language models"),
        ),
        adjacent=split(
            "Data visualisation; SQL; Deep learning; Data mining; Responsible AI; Survey design; Apache Spark; "
            "Geospatial analysis; Product analytics; Prompt engineering; Git"
        ),
        people=split(
            "Storytelling; Research methods; Critical thinking; Presentation skills; Curiosity; "
            "Explaining technical topics"
        ),
        neighbours=("machine learning engineer", "data analyst", "data engineer", "user researcher"),
        leading=(*_ANALYSTS_LEAD, "Technical leadership"),
    ),
    Role(
        title="machine learning engineer",
        core=split("Machine learning; Deep learning; Python; MLOps; Feature engineering; Git"),
        stacks=(
            split("PyTorch; Computer vision"),
            split("TensorFlow; Recommender systems"),
            split("Large language models; Retrieval-augmented generation; Prompt engineering"),
            split("Natural language processing; PyTorch"),
        ),
        adjacent=split(
            "Docker; Kubernetes; Data engineering; Apache Spark; REST APIs; Responsible AI; "
            "Algorithms and data structures; Reinforcement learning; Artificial intelligence; Elasticsearch; "
            "Software architecture"
        ),
        people=split("Problem solving; Explaining technical topics; Continuous learning; Research methods"),
        neighbours=("data scientist", "data engineer", "back-end engineer", "platform engineer"),
        leading=(*ENGINEERS_LEAD, "Responsible AI"),
    ),
    Role(
        title="product manager",
        core=split("Product management; Product discovery; Roadmapping; Backlog management; User stories"),
        stacks=(
            split("Product analytics; Experiment design"),
            split("Pricing; Go-to-market planning"),
            split("Minimum viable product; User research"),
        ),
        adjacent=split(
            "Product strategy; Market analysis; Competitive analysis; Business model design; "
            "Product life-cycle management; Objectives and key results; SQL; Journey mapping; Prototyping; "
            "Business case development"
        ),
        people=split(
            "Stakeholder management; Prioritisation; Influencing without authority; Storytelling; "
            "Decision making; Customer orientation; Facilitation"
        ),
        neighbours=("business analyst", "product designer", "marketing specialist", "delivery manager"),
        leading=_PRODUCT_LEADS,
    ),
    Role(
        title="business analyst",
        core=split("Business analysis; Requirements analysis; Process mapping; User stories; Gap analysis"),
        stacks=(
            split("Process automation; Low-code development"),
            split("Enterprise resource planning; Process design"),
            split("SQL; Data modelling"),
        ),
        adjacent=split(
            "Acceptance testing; Feasibility studies; Backlog management; Jira; Service design; Spreadsheets; "
            "Data analysis; Change management; Consulting; Business case development"
        ),
        people=split(
            "Interviewing; Active listening; Facilitation; Analytical thinking; Stakeholder management; "
            "Business writing"
        ),
        neighbours=("product manager", "delivery manager", "data analyst", "test engineer"),
        leading=split("Change management; Enterprise architecture; Cross-functional leadership"),
    ),
    Role(
        title="delivery manager",
        core=split("Project management; Project planning; Agile delivery; Estimating; Project risk management"),
        stacks=(split("Scrum; Jira"), split("Kanban; Lean"), split("PRINCE2; Project change control")),
        adjacent=split(
            "Dependency management; Project reporting; Programme management; Resource planning; "
            "Vendor management; Budgeting; Lessons learned; Agile transformation; Release management; "
            "Change communication"
        ),
        people=split(
            "Facilitation; Chairing meetings; Conflict resolution; Expectation management; Team coaching; "
            "Communication"
        ),
        neighbours=("product manager", "business analyst", "supply chain planner"),
        leading=split("Programme management; Portfolio management; Cross-functional leadership"),
    ),
    Role(
        title="product designer",
        core=split("UX design; User interface design; Interaction design; Prototyping; Wireframing; Figma"),
        stacks=(
            split("Design systems; Inclusive design"),
            split("Service design; Journey mapping"),
            split("Graphic design; Image editing"),
        ),
        adjacent=split(
            "Usability testing; User research; Information architecture; Design thinking; Web accessibility; "
            "CSS; Content design; HTML; Video production; Responsive design"
        ),
        people=split(
            "Receiving feedback; Giving feedback; Creative thinking; Empathy; Cross-functional collaboration; "
            "Storytelling"
        ),
        neighbours=("user researcher", "content designer", "front-end engineer", "product manager"),
        leading=split("Design thinking; Product strategy; Cross-functional leadership"),
    ),
    Role(
        title="user researcher",
        core=split("User research; Usability testing; Interviewing; Qualitative analysis; Survey design"),
        stacks=(split("Journey mapping; Service design"), split("Statistics; Data visualisation")),
        adjacent=split(
            "Research methods; Design thinking; Product discovery; Workshop design; Accessibility testing; "
            "Market research; Data protection; Information architecture"
        ),
        people=split("Active listening; Empathy; Powerful questions; Report writing; Curiosity; Facilitation"),
        neighbours=("product designer", "data analyst", "product manager", "data scientist"),
        leading=split("Design thinking; Research methods; Cross-functional leadership"),
    ),
    Role(
        title="content designer",
        core=split("Content design; Technical writing; Plain language; Information architecture; Proofreading"),
        stacks=(
            split("Help content writing; Customer feedback analysis"),
            split("Translation; Intercultural competence"),
        ),
        adjacent=split(
            "Usability testing; Web accessibility; Search engine optimisation; Figma; Copywriting; "
            "Version control; HTML; Inclusive design; E-learning development"
        ),
        people=split("Writing; Interviewing; Attention to detail; Advocacy; Receiving feedback"),
        neighbours=("product designer", "marketing specialist", "user researcher", "learning specialist"),
        leading=split("Design thinking; Brand management; Cross-functional leadership"),
    ),
)
