"""The nouns that flow through the pipeline, from a task directory to fixes.

    Task -> Document -> Change -> Fix

Plain frozen dataclasses: a stage builds them complete and nobody changes them afterwards. What leaves the
pipeline is another family, :mod:`reviewer.review`, because downstream sees nothing but the finished review.
"""

from reviewer.model.document import STATEMENTS, TOP_LEVEL, CodeBlock, Document, Element, Passage, Side
from reviewer.model.fixes import RANK, Change, Fix, Op, Requirement, Source, Standing, rank_fix
from reviewer.model.task import Level, Metadata, Notification, Span, Task, TextFile
from reviewer.model.values import MISSING, Expression, Missing, Path, to_pointer

__all__ = [
    "MISSING",
    "RANK",
    "STATEMENTS",
    "TOP_LEVEL",
    "Change",
    "CodeBlock",
    "Document",
    "Element",
    "Expression",
    "Fix",
    "Level",
    "Metadata",
    "Missing",
    "Notification",
    "Op",
    "Passage",
    "Path",
    "Requirement",
    "Side",
    "Source",
    "Span",
    "Standing",
    "Task",
    "TextFile",
    "rank_fix",
    "to_pointer",
]
