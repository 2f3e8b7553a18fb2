"""Sentences of the clean text."""
import re
from pipeline.extraction.document import Sentence
def split(clean):
    out=[]
    for i,p in enumerate(clean.paragraphs):
        t=clean.text[p.start:p.end]; s=0
        for m in re.finditer(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])",t):
            out.append(Sentence(p.start+s,p.start+m.start(),i,p.kind)); s=m.end()
        if s<len(t): out.append(Sentence(p.start+s,p.end,i,p.kind))
    return tuple(out)
def worth_parsing(text, sentences):
    return tuple(range(len(sentences)))
