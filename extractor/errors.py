"""Every error that this package raises on purpose.

ExtractorError                 exit code
├── InputError                 2   a file that is missing, empty, binary, damaged or of an unknown kind
├── ClaimsError                2   a claims file that is not what `check` can read
├── SettingsError              2   a setting with an impossible value
├── OutputError                2   an output folder or file that cannot be written
├── ClusterError               3   a cluster that is not there, has no worker, or runs another version
├── StoppedError               1   a run that ended early on purpose; the same command goes on with it
│   └── BudgetError            1   the next call could cost more than what is left of the budget
├── ReviewError                2   a decision that cannot be taken, or decisions that cannot be read
│   └── StaleError             2   a decision about something that somebody has decided meanwhile
└── EndpointError              3   nothing can be asked of the model
    ├── AuthError              3   wrong or missing key, a model the key may not use, an account without credit
    ├── UnreachableError       3   no answer from the address, after all retries
    └── WeightsError           3   the embedded model cannot be fetched, checked or started

A wrong number is a finding and a failed chunk is a status: neither is an exception.
Every message names the thing, says what was expected, and what to do next.
"""


class ExtractorError(Exception):
    """Root of the tree; `exit_code` is what the command line returns for it.

    `str(error)` is English; `told("zh")` is the Chinese message, where one was given.
    """

    exit_code = 2

    def __init__(self, message: str, zh: str | None = None) -> None:
        super().__init__(message)
        self._zh = zh

    def told(self, lang: str) -> str:
        """Return the message in a language, "zh" or "en"."""
        return self._zh if lang == "zh" and self._zh else str(self)


class InputError(ExtractorError):
    """A report that cannot be read."""


class ClaimsError(ExtractorError):
    """A claims file that cannot be read."""


class SettingsError(ExtractorError):
    """A setting with an impossible value."""


class OutputError(ExtractorError):
    """An output folder or file that cannot be written."""


class ClusterError(ExtractorError):
    """A cluster that cannot be worked on; what was done is kept."""

    exit_code = 3


class StoppedError(ExtractorError):
    """A run that ended early on purpose; what was paid for is kept."""

    exit_code = 1


class BudgetError(StoppedError):
    """The next call could cost more than what is left of the budget."""


class ReviewError(ExtractorError):
    """A decision that cannot be taken, or decisions that cannot be read or kept."""


class StaleError(ReviewError):
    """A decision that follows another event than the claim's last one.

    `claims` are those that somebody has decided meanwhile. Nothing was stored.
    """

    def __init__(self, claims: tuple[str, ...]) -> None:
        super().__init__(
            f"decided meanwhile by somebody else: {', '.join(claims)}; look again, then decide",
            f"他人已先作出决定：{'、'.join(claims)}；请看过后再定",
        )
        self.claims = claims


class EndpointError(ExtractorError):
    """Nothing can be asked of the model."""

    exit_code = 3


class AuthError(EndpointError):
    """The endpoint refuses the key or the account, or does not know the model."""


class UnreachableError(EndpointError):
    """The endpoint did not answer, after all retries."""


class WeightsError(EndpointError):
    """The embedded model cannot be fetched, checked or started."""
