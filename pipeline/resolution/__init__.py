"""Records of all articles in; entities, events, statements and conflicts out."""

from pipeline.resolution.corrections import Correction, CorrectionOutcome, read_corrections
from pipeline.resolution.explanation import LinkExplanation, explain_link
from pipeline.resolution.run import ResolutionReport, resolve

__all__ = [
    "Correction",
    "CorrectionOutcome",
    "LinkExplanation",
    "ResolutionReport",
    "explain_link",
    "read_corrections",
    "resolve",
]
