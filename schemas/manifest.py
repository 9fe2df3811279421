"""The manifest of an output folder, `run.json`: how its reports stand, and what the last run took.

What differs between two runs of the same answers belongs here and in no result.
"""

from pydantic import BaseModel, ConfigDict, computed_field

from schemas.result import RunStatus


class _Read(BaseModel):
    """What else a manifest says, of a version to come, is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ReportLine(_Read):
    """How one report of the folder stands, as of the run that last had to do with it.

    `source` is its path as that run was given it, `id` tells places of one name apart, `result` is the name of its
    result file, if there is one, be it of an earlier state. `open` counts the findings that a person must decide,
    `tokens` are those of the answers that the result is made of, `bill` and `cost` what the run paid for them.
    `fingerprint` is that of all that the result depends on, `sha256` that of the result file.
    """

    source: str
    id: str = ""
    status: str
    result: str | None = None
    open: int = 0
    reason: str | None = None
    findings: dict[str, int] | None = None
    tokens: dict[str, int] | None = None
    bill: dict[str, int] | None = None
    cost: str | None = None
    seconds: float = 0.0
    source_sha256: str | None = None
    fingerprint: str | None = None
    sha256: str | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def needs_you(self) -> bool:
        """Tell whether a person must look at it, or a run must go on with it."""
        return self.status != RunStatus.COMPLETE or self.open > 0


class RunHead(_Read):
    """What a run says of itself. `asked_for` counts its reports; what it took is known at its end."""

    schema_version: str = ""
    started: str
    asked_for: int = 0
    endpoint: dict[str, str] = {}
    seconds: float = 0.0
    stopped: str | None = None
    calls: dict[str, int] = {}
    tokens: dict[str, int] = {}
    cost: str | None = None
    price: dict[str, str] | None = None
    budget: str | None = None
    ledger: str | None = None
    versions: dict[str, str] = {}
