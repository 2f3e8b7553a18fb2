"""Raw text in; lines told apart, clean text and metadata out."""

from pipeline.cleaning.article import assemble, clean
from pipeline.cleaning.recurring import LinesOfOneArticle, Recurrence, RecurringLines

__all__ = ["LinesOfOneArticle", "Recurrence", "RecurringLines", "assemble", "clean"]
