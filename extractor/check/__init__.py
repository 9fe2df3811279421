"""The validator: claims and a source text in, a verdict for every number out; it never asks a model."""

from extractor.check.check import Prepared, check, check_prepared, check_source, needs_decision, prepare
from extractor.check.claims import read_claims
from extractor.check.forms import Claims
from extractor.check.index import index_source

__all__ = [
    "Claims",
    "Prepared",
    "check",
    "check_prepared",
    "check_source",
    "index_source",
    "needs_decision",
    "prepare",
    "read_claims",
]
