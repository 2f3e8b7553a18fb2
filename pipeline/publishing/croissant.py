"""The dataset in Croissant, the JSON-LD vocabulary by which machine-learning tools and dataset search find it."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from pipeline.publishing.facts import DatasetFacts
from pipeline.publishing.manifest import NAME, TITLE
from schemas import TABLES, TableSchema

_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

_TYPES = {
    pa.string(): "sc:Text",
    pa.date32(): "sc:Date",
    pa.bool_(): "sc:Boolean",
    pa.int32(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.list_(pa.string()): "sc:Text",
}


def croissant(version: str, facts: DatasetFacts, description: str, citation: str) -> str:
    """`croissant.json` of a release: a file object and a record set for each table."""
    metadata: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": description,
        "version": version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "citeAs": citation,
        "creator": {"@type": "sc:Organization", "name": NAME},
        "url": "README.md",
        "keywords": ["critical minerals", "diplomacy", "meetings", "deals", "news"],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file,
                "name": file,
                "contentUrl": file,
                "contentSize": f"{about.bytes} B",
                "encodingFormat": "application/x-parquet",
                "sha256": about.sha256,
            }
            for file, about in facts.files.items()
        ],
        "recordSet": [_record_set(table) for table in TABLES.values()],
    }
    if facts.data_through:
        metadata["datePublished"] = facts.data_through.isoformat()
    return json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"


def _record_set(table: TableSchema) -> dict[str, Any]:
    parents = {key.column: key for key in table.foreign_keys}
    fields = []
    for column in table.columns:
        field: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{table.name}/{column.name}",
            "name": column.name,
            "description": column.description,
            "dataType": _TYPES[column.arrow_type],
            "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
        }
        if isinstance(column.arrow_type, pa.ListType):
            field["repeated"] = True
        if column.name in parents and parents[column.name].parent != table.name:  # its readers take no loop
            parent = parents[column.name]
            field["references"] = {"field": {"@id": f"{parent.parent}/{parent.parent_column}"}}
        fields.append(field)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.description} One row per {table.row}.",
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": fields,
    }
