"""Metrics in Prometheus's text format: requests by route, jobs by state, what the ledger paid for."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from schemas.service import JobState

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = {"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"}


class Metrics:
    """The counters of one process; jobs are counted where they are kept, when somebody asks."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "extractor_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "extractor_request_seconds", "Time to answer", ("route",), buckets=_BUCKETS, registry=self._registry
        )
        self._jobs = Gauge("extractor_reports", "Reports by state", ("state",), registry=self._registry)
        self._restarts = Counter(
            "extractor_worker_restarts", "Workers that died and were started anew", registry=self._registry
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method if method in _METHODS else "other", route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def restarted(self) -> None:
        """Count a worker that died."""
        self._restarts.inc()

    def text(self, jobs: dict[JobState, int]) -> bytes:
        """Write everything down."""
        for state, count in jobs.items():
            self._jobs.labels(state.value).set(count)
        return generate_latest(self._registry)
