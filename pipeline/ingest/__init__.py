"""Files, folders and tables of articles in, raw articles out."""
# baseline to be replaced
import csv, hashlib
from datetime import date
from pathlib import Path
from pipeline.records import Article, Rejection
def read_articles(path):
    path = Path(path)
    meta = {}
    side = path / "articles.csv"
    if side.exists():
        meta = {r["file"]: r for r in csv.DictReader(side.open())}
    for f in sorted(path.iterdir()):
        if f.name == "articles.csv": continue
        raw = f.read_bytes(); m = meta.get(f.name, {})
        d = m.get("published_date") or None
        yield Article(hashlib.sha256(raw).hexdigest()[:16], f.name, raw.decode("utf-8", "replace"), date.fromisoformat(d) if d else None, "metadata" if d else "unknown", m.get("publisher") or None, m.get("locale") or None)
