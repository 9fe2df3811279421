"""The validator: claims and a source text in, a verdict for every number out; it never asks a model."""

from extractor.check.check import Indexed, check, check_indexed, index, needs_decision
from extractor.check.claims import read_claims
from extractor.check.forms import Claims

__all__ = ["Claims", "Indexed", "check", "check_indexed", "index", "needs_decision", "read_claims"]
