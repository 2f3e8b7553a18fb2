"""Raw text in; lines told apart, clean text and metadata out."""
# baseline to be replaced
from pipeline.records import Article, CleanArticle, CleanText, Paragraph, Segment
def clean(article, recurring=None):
    segs=[];pos=0;meta=False;text="";runs=[];paras=[]
    for n,line in enumerate(article.text.split("\n")):
        if line.strip():
            a=pos+len(line)-len(line.lstrip()); b=pos+len(line.rstrip()); l=article.text[a:b]
            kind="body"
            if l=="---" and n==0: meta=True
            if meta: kind="metadata"
            if l=="---" and n>0: meta=False
            if not text and kind=="body" and (l.startswith("# ") or len(l)<120): kind="title"
            segs.append(Segment(a,b,kind,kind in("body","title","heading"),"baseline"))
            if segs[-1].kept:
                if text: text+="\n\n"
                runs.append((len(text),a,b-a)); paras.append(Paragraph(len(text),len(text)+b-a,kind)); text+=l
        pos+=len(line)+1
    return CleanArticle(article,tuple(segs),CleanText(text,tuple(runs),tuple(paras)))
