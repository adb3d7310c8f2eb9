"""Every setting of the service, read from the environment with the prefix GRAPHAPI_."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graphapi.errors import SetupProblem
from graphapi.telemetry.logs import LogFormat, LogLevel
from graphapi.wire.addresses import Host, is_origin


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _host_name(text: str) -> str:
    host = Host.parse(text.removeprefix("*."))
    if host is None or host.port is not None:
        raise ValueError(f"{text!r} is not a host name; give names without a port, such as map.example.org")
    return text


def _origin(text: str) -> str:
    if not is_origin(text):
        raise ValueError(f"{text!r} is not an origin; write it in lower case, such as https://app.example.org")
    return text


def _operation_name(text: str) -> str:
    if not re.fullmatch("[_A-Za-z][_0-9A-Za-z]{0,63}", text):
        raise ValueError(f"{text!r} is not a name of a GraphQL operation of at most 64 characters")
    return text


def _prefix(text: str) -> str:
    if text and not re.fullmatch("(/[A-Za-z0-9._~-]+)+", text):
        raise ValueError(f"{text!r} is not a path prefix; write it like /mentoring, without a slash at the end")
    return text


OperationNames = Annotated[
    tuple[Annotated[str, AfterValidator(_operation_name)], ...], BeforeValidator(_split), NoDecode
]
PathPrefix = Annotated[str, AfterValidator(_prefix)]
HostNames = Annotated[tuple[Annotated[str, AfterValidator(_host_name)], ...], BeforeValidator(_split), NoDecode]
Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], BeforeValidator(_split), NoDecode]

# A deadline without end is none, and neither the driver nor the server can count that far.
_LONGEST_SECONDS = 24 * 3600.0


class Settings(BaseSettings):
    """Values are validated once, at the start; docs/settings.md lists them all (a test compares)."""

    model_config = SettingsConfigDict(env_prefix="GRAPHAPI_", frozen=True, secrets_dir=None)

    neo4j_uri: str | None = Field(
        None,
        description="Bolt address of a running Neo4j (bolt://, neo4j://, bolt+s://, neo4j+s://). "
        "Empty: the embedded server is used.",
    )
    neo4j_user: str = Field("neo4j", description="User for the server at GRAPHAPI_NEO4J_URI.")
    neo4j_password: SecretStr | None = Field(None, description="Password for that user.")
    neo4j_password_file: Path | None = Field(
        None,
        description="File that contains the password (a mounted secret); takes precedence over "
        "GRAPHAPI_NEO4J_PASSWORD.",
    )
    neo4j_database: str | None = Field(None, description="Name of the database; empty: the user's home database.")
    neo4j_home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("graphapi")) / "neo4j",
        description="Home folder of the embedded server: its data, logs and password.",
    )
    neo4j_bolt_port: int = Field(7687, ge=0, le=65535, description="Bolt port of the embedded server.")
    neo4j_http_port: int = Field(
        7474, ge=0, le=65535, description="HTTP port of the embedded server (Neo4j Browser)."
    )
    neo4j_heap_mb: int = Field(1024, ge=256, description="Heap of the embedded server in MiB.")
    neo4j_page_cache_mb: int = Field(256, ge=32, description="Page cache of the embedded server in MiB.")
    cache_dir: Path | None = Field(
        None, description="Folder for downloaded server files. Empty: the user's cache folder."
    )
    maven_url: str | None = Field(
        None, description="Maven repository to download the server's jars from, such as a company mirror."
    )
    java: Path | None = Field(
        None, description="Java program (21 or newer) for the embedded server instead of the packaged one."
    )
    host: str = Field("127.0.0.1", min_length=1, description="Address on which the API listens.")
    port: int = Field(8080, ge=0, le=65535, description="Port on which the API listens.")
    allowed_hosts: HostNames = Field(
        (),
        description="Host names of the API besides loopback, GRAPHAPI_HOST and its own address, separated by "
        "commas; `*.example.org` stands for all names below it. Requests for other names are refused.",
    )
    allowed_origins: Origins = Field(
        (),
        description="Origins of other sites whose pages may use the API from a browser (CORS), such as "
        "https://app.example.org, separated by commas. Empty: only the API's own pages.",
    )
    identity: Literal["development"] = Field(
        "development",
        description="How callers are identified. 'development': everyone is the same local developer and may "
        "do everything; refused on an address other than loopback unless GRAPHAPI_TRUST_NETWORK is true.",
    )
    trust_network: bool = Field(
        False,
        description="Allow the development identity on an address that is not loopback, because something "
        "else (a container's published port, a proxy) guards it.",
    )
    request_deadline_seconds: float = Field(
        10.0, gt=0, le=_LONGEST_SECONDS, allow_inf_nan=False, description="Longest time a request may take."
    )
    transaction_deadline_seconds: float = Field(
        8.0, gt=0, le=_LONGEST_SECONDS, allow_inf_nan=False, description="Longest time a transaction may take."
    )
    retry_window_seconds: float = Field(
        4.0,
        ge=0,
        le=_LONGEST_SECONDS,
        allow_inf_nan=False,
        description="How long a transaction is retried after a transient fault.",
    )
    pool_wait_seconds: float = Field(
        2.0, gt=0, le=_LONGEST_SECONDS, allow_inf_nan=False, description="Longest wait for a free connection."
    )
    connect_seconds: float = Field(
        2.0, gt=0, le=_LONGEST_SECONDS, allow_inf_nan=False, description="Longest wait for a new connection."
    )
    pool_size: int = Field(50, ge=1, le=1000, description="Maximum number of connections to the database.")
    rankings_at_once: int | None = Field(
        None,
        ge=1,
        le=1000,
        description="Number of Cypher rankings that run at the same time; others wait briefly or are answered "
        "OVERLOADED. Empty: the number of processors of this machine, at least 2. If Neo4j runs elsewhere, "
        "set it to the number of its processors.",
    )
    rankings_waiting: int | None = Field(
        None, ge=0, description="Number of rankings that may wait. Empty: four times GRAPHAPI_RANKINGS_AT_ONCE."
    )
    requests_at_once: int = Field(
        128,
        ge=1,
        description="Number of requests that are served at the same time; others are answered OVERLOADED at once.",
    )

    log_format: LogFormat = Field(
        "auto", description="json: a line in JSON for each event. text: for people. auto: text at a terminal only."
    )
    log_level: LogLevel = Field(
        "info", description="The lowest level that is logged: debug, info, warning or error."
    )
    metrics: Literal["off", "on"] = Field(
        "on",
        description="on: /metrics answers in the format of Prometheus, to whoever may ask the API; see "
        "docs/operating.md.",
    )
    operation_names: OperationNames = Field(
        (),
        description="Names of GraphQL operations that may stand in logs and metrics, separated by commas. All others "
        "are written as 'other', because a name may be anything, even a person's.",
    )
    path_prefix: PathPrefix = Field(
        "",
        description="Path under which a proxy publishes the API, such as /mentoring. It may be stripped by the proxy "
        "or not.",
    )
    rank_index: Literal["off", "on"] = Field(
        "off",
        description="on: rankings come from arrays in this process while these are up to date. off: always "
        "from Cypher. Needs the extra 'rankindex'; see docs/rankindex.md.",
    )
    rank_index_dir: Path | None = Field(
        None,
        description="Folder for the rank index's snapshots, which contain ids, levels and times of people. "
        "Empty: in the user's cache folder.",
    )
    receipt_days: int = Field(
        30, ge=1, le=3650, description="Days for which a request can be repeated under its idempotency key."
    )
    journal_days: int = Field(
        400,
        ge=1,
        le=36500,
        description="Days for which the journal keeps who changed what; older edits cannot be looked up any more.",
    )
    relate_seconds: float = Field(
        300.0,
        ge=0,
        le=_LONGEST_SECONDS,
        allow_inf_nan=False,
        description="How often the service checks whether relations between skills must be recomputed from new "
        "evidence, in a separate process. 0: never; run graphapi relate instead. See docs/relatedness.md.",
    )

    @model_validator(mode="after")
    def _deadlines_nest(self) -> Self:
        """A deadline inside another one must be the shorter, or the outer one cuts work off in the middle."""
        if self.transaction_deadline_seconds > self.request_deadline_seconds:
            raise ValueError(
                "GRAPHAPI_TRANSACTION_DEADLINE_SECONDS must not exceed GRAPHAPI_REQUEST_DEADLINE_SECONDS"
            )
        return self

    def password(self) -> str | None:
        """The password for GRAPHAPI_NEO4J_URI, from the file where one is named. Raises SetupProblem."""
        if self.neo4j_password_file is not None:
            return _secret(self.neo4j_password_file)
        return self.neo4j_password.get_secret_value() if self.neo4j_password else None


def _secret(file: Path) -> str:
    """The one line of a file, whichever way its end is marked. Spaces belong to it."""
    what = f"GRAPHAPI_NEO4J_PASSWORD_FILE names {file}, which"
    try:
        text = file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except OSError as error:
        raise SetupProblem(f"{what} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        # The exception holds the bytes.
        raise SetupProblem(f"{what} is not UTF-8 text.") from None
    if not text.strip() or len(text.splitlines()) > 1:
        raise SetupProblem(f"{what} must contain the password in one line and nothing else.")
    return text


def settings() -> Settings:
    """The settings as the environment has them now. Raises pydantic's ValidationError."""
    return Settings()  # pyright: ignore[reportCallIssue]


# Every name begins alike, with our prefix.
_ALIKE = 0.8


def unknown_settings(names: Iterable[str]) -> list[str]:
    """A warning for each name with our prefix that no setting has, with the nearest that one has."""
    known = {f"GRAPHAPI_{name.upper()}" for name in Settings.model_fields}
    warnings: list[str] = []
    for name in sorted(names):
        # Variables for the tests are read by the tests.
        asked = name.upper()
        if not asked.startswith("GRAPHAPI_") or asked.startswith("GRAPHAPI_TEST_") or asked in known:
            continue
        near = get_close_matches(asked, sorted(known), 1, _ALIKE)
        meant = f" Did you mean {near[0]}?" if near else " docs/settings.md lists all settings."
        warnings.append(f"There is no setting {name}, so it has no effect.{meant}")
    return warnings
