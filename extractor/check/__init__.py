"""The validator: claims and a source text in, a verdict for every number out; it never asks a model."""

from extractor.check.check import check, check_source, needs_decision
from extractor.check.claims import read_claims
from extractor.check.forms import Claims
from extractor.check.index import index_source

__all__ = ["Claims", "check", "check_source", "index_source", "needs_decision", "read_claims"]
