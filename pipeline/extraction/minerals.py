"""Minerals."""
import re
from pipeline.lexicons import table, values
from pipeline.records import MineralMention
def find_minerals(source):
    out=[]
    for r in table("minerals"):
        for n in (r["name"],*values(r["other_names"])):
            for m in re.finditer(r"(?i)\b"+re.escape(n)+r"\b",source.clean.text): out.append(MineralMention(r["mineral_id"],m.start(),m.end()))
    return tuple(sorted(out,key=lambda m:m.start))
def is_relevant(source, mentions):
    return bool(mentions) or bool(re.search(r"(?i)critical (raw )?mineral|critical raw|strategic mineral|critical metal|battery (metal|mineral)",source.clean.text))
