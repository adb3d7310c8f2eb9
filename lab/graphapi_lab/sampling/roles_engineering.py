"""What people who build and run software and devices can do, role by role."""

from graphapi_lab.sampling.model import Role, split

ENGINEERS_LEAD = split("Engineering management; Technical leadership; Technology strategy")

ENGINEERING_ROLES: tuple[Role, ...] = (
    Role(
        title="back-end engineer",
        core=split("Software development; Back-end development; REST APIs; SQL; Unit testing; Git"),
        stacks=(
            split("Python; FastAPI; PostgreSQL"),
            split("Java; Spring Boot; Oracle Database"),
            split("Go; Microservices; Redis"),
            split("C#; ASP.NET; Microsoft SQL Server"),
            split("TypeScript; Node.js; MongoDB"),
            split("Python; GraphQL; Neo4j"),
        ),
        adjacent=split(
            "API design; Microservices; Docker; CI/CD; Debugging; GraphQL; Query tuning; "
            "Event-driven architecture; Domain-driven design; Graph databases; Refactoring; Apache Kafka; "
            "Design patterns; Code review; Concurrent programming; Integration testing; Software architecture"
        ),
        people=split(
            "Pair programming; Explaining technical topics; Technical writing; Problem solving; "
            "Receiving feedback; Knowledge sharing"
        ),
        neighbours=(
            "front-end engineer",
            "site reliability engineer",
            "data engineer",
            "software architect",
            "platform engineer",
        ),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="front-end engineer",
        core=split("Front-end development; JavaScript; HTML; CSS; Git; Web accessibility"),
        stacks=(
            split("TypeScript; React"),
            split("TypeScript; Angular"),
            split("JavaScript; Vue.js"),
            split("PHP; WordPress"),
        ),
        adjacent=split(
            "Responsive design; Web performance; Design systems; GraphQL; REST APIs; Node.js; Unit testing; "
            "End-to-end testing; Code review; User interface design; Figma; CI/CD; Inclusive design"
        ),
        people=split(
            "Pair programming; Cross-functional collaboration; Giving feedback; Attention to detail; "
            "Explaining technical topics; Continuous learning"
        ),
        neighbours=("back-end engineer", "mobile engineer", "product designer", "test engineer"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="mobile engineer",
        core=split("Mobile app development; Software development; REST APIs; Git; Unit testing"),
        stacks=(
            split("Swift; iOS development"),
            split("Kotlin; Android development"),
            split("TypeScript; React Native"),
            split("Flutter; Android development"),
        ),
        adjacent=split(
            "User interface design; Design patterns; Debugging; Code review; End-to-end testing; CI/CD; "
            "Release management; Web accessibility; Concurrent programming; Product analytics"
        ),
        people=split("Pair programming; Customer orientation; Problem solving; Knowledge sharing; Adaptability"),
        neighbours=("front-end engineer", "back-end engineer", "embedded engineer"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="embedded engineer",
        core=split("Embedded systems; Firmware development; C++; Debugging; Version control"),
        stacks=(
            split("Real-time systems; Electronics prototyping"),
            split("FPGA design; Electrical engineering"),
            split("Internet of Things; Rust"),
        ),
        adjacent=split(
            "Computer networking; Integration testing; Code review; Linux; Technical drawing; "
            "Automation engineering; Shell scripting; Cryptography; 3D printing"
        ),
        people=split("Problem solving; Attention to detail; Technical writing; Knowledge sharing"),
        neighbours=("back-end engineer", "production engineer", "mobile engineer"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="software architect",
        core=split("Software architecture; API design; Domain-driven design; Design patterns; Microservices"),
        stacks=(
            split("Event-driven architecture; Apache Kafka"),
            split("Cloud architecture; AWS"),
            split("Enterprise architecture; Data modelling"),
        ),
        adjacent=split(
            "Threat modelling; Refactoring; Performance testing; Cloud cost management; Graph databases; "
            "Code review; Cloud migration; Technology strategy; Green software; Observability"
        ),
        people=split(
            "Explaining technical topics; Influencing without authority; Systems thinking; Facilitation; "
            "Consensus building; Mentoring"
        ),
        neighbours=("back-end engineer", "platform engineer", "security engineer", "product manager"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="test engineer",
        core=split("Software testing; Test planning; Test automation; Exploratory testing; Acceptance testing"),
        stacks=(
            split("End-to-end testing; TypeScript"),
            split("Integration testing; Python"),
            split("Performance testing; Java"),
            split("Accessibility testing; Behaviour-driven development"),
        ),
        adjacent=split(
            "CI/CD; Requirements analysis; SQL; Test-driven development; Git; User stories; Jira; "
            "Usability testing; Root cause analysis; Debugging"
        ),
        people=split("Attention to detail; Critical thinking; Assertiveness; Curiosity; Report writing; Teamwork"),
        neighbours=("back-end engineer", "front-end engineer", "business analyst", "delivery manager"),
        leading=split("Engineering management; Quality management; Technical leadership"),
    ),
    Role(
        title="site reliability engineer",
        core=split(
            "Site reliability engineering; Observability; Incident management; Linux; Kubernetes; "
            "System monitoring"
        ),
        stacks=(
            split("AWS; Terraform; Go"),
            split("Google Cloud; Terraform; Python"),
            split("Microsoft Azure; Ansible; Shell scripting"),
        ),
        adjacent=split(
            "Helm; Disaster recovery; IT capacity planning; CI/CD; Computer networking; "
            "Database administration; Performance testing; Cloud networking; Configuration management; "
            "Root cause analysis; DevOps"
        ),
        people=split(
            "Stress management; Problem solving; Knowledge sharing; Explaining technical topics; Prioritisation"
        ),
        neighbours=("platform engineer", "back-end engineer", "security engineer", "systems engineer"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="platform engineer",
        core=split("Platform engineering; Infrastructure as code; Docker; Kubernetes; CI/CD; DevOps"),
        stacks=(
            split("Terraform; AWS; GitHub Actions"),
            split("Terraform; Microsoft Azure; GitLab CI"),
            split("Helm; Google Cloud; Jenkins"),
        ),
        adjacent=split(
            "Linux; Cloud architecture; Observability; Cloud cost management; Cloud security; Go; Python; "
            "Release management; Configuration management; Serverless; Identity and access management"
        ),
        people=split(
            "Customer orientation; Technical writing; Knowledge sharing; Pair programming; Problem solving"
        ),
        neighbours=("site reliability engineer", "security engineer", "back-end engineer", "systems engineer"),
        leading=ENGINEERS_LEAD,
    ),
    Role(
        title="security engineer",
        core=split(
            "Cyber security; Threat modelling; Vulnerability management; Application security; Security monitoring"
        ),
        stacks=(
            split("Penetration testing; Python"),
            split("Security incident response; Digital forensics"),
            split("Identity and access management; Cloud security"),
            split("Network security; Cryptography"),
        ),
        adjacent=split(
            "Information security management; Linux; Computer networking; Security awareness; Shell scripting; "
            "Information risk; Privacy by design; Kubernetes; Code review; Data protection"
        ),
        people=split(
            "Critical thinking; Persuasion; Explaining technical topics; Difficult conversations; Curiosity"
        ),
        neighbours=("platform engineer", "systems engineer", "compliance officer", "software architect"),
        leading=split("Information security management; Technical leadership; Information risk"),
    ),
    Role(
        title="systems engineer",
        core=split("System administration; Computer networking; Backup and restore; Virtualisation; Linux"),
        stacks=(
            split("Windows Server; Active Directory"),
            split("Network design; Routing and switching"),
            split("Microsoft 365 administration; Device management"),
            split("Wireless networks; Network troubleshooting"),
        ),
        adjacent=split(
            "Shell scripting; Ansible; Identity and access management; Network security; IT asset management; "
            "Cloud computing; Disaster recovery; IT service management; Database administration"
        ),
        people=split("Problem solving; Customer orientation; Working independently; Telephone skills"),
        neighbours=("site reliability engineer", "security engineer", "service desk analyst", "platform engineer"),
        leading=split("IT service management; Vendor management; Technical leadership"),
    ),
    Role(
        title="service desk analyst",
        core=split("IT support; Customer service; Device management; Hardware maintenance"),
        stacks=(
            split("Microsoft 365 administration; Active Directory"),
            split("Network troubleshooting; Wireless networks"),
        ),
        adjacent=split(
            "IT service management; IT asset management; Help content writing; Security awareness; "
            "Live chat support; Windows Server; Virtualisation"
        ),
        people=split("Active listening; Telephone skills; Plain language; De-escalation; Empathy; Teamwork"),
        neighbours=("systems engineer", "customer support agent", "test engineer"),
        leading=split("IT service management; Performance measurement"),
    ),
)
