"""The closed sets of values that columns take, each value with its meaning (codebook, `docs/codebook.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A named closed set of text values; `values` maps each to what it means, in the codebook's order."""

    name: str
    values: Mapping[str, str]


PUBLISHED_DATE_SOURCE = Enumeration(
    "published_date_source",
    {
        "metadata": "the list of metadata that came with the article",
        "front_matter": "the front matter at the head of the file",
        "dateline": "the dateline in the text",
        "html": "metadata of the web page",
        "inferred": "read from other words of the text, such as a time stamp line",
        "unknown": "no publication date is known",
    },
)

SEGMENT_KIND = Enumeration(
    "segment_kind",
    {
        "title": "the headline (kept)",
        "heading": "a deck line under the headline, or a crosshead inside the article (kept)",
        "body": "the article's own sentences, tables and lists, with its dateline (kept)",
        "byline": "author, agency or editor credit, author's biography, time stamp, reading time",
        "caption": "image markup, picture caption or credit, video label",
        "ad": "promotion of a product, tool, event or subscription",
        "subscription": "newsletter, paywall, follow us, app download, sign-up",
        "related": "links and teasers to other articles",
        "disclaimer": "legal or investment disclaimer, forward-looking statement notice, copyright, source notice",
        "about": "the paragraph about the company at the end of a press release",
        "contact": "press contacts, addresses, phone numbers, e-mail",
        "navigation": "layout marks, menus, tags, cookie and script notices, tickers, share buttons, page numbers",
        "metadata": "front matter and other machine-readable fields",
    },
)

DATE_PRECISION = Enumeration(
    "date_precision",
    {
        "day": "the day itself is known",
        "month": "only the month is known; the date shown is the first day of it",
        "year": "only the year, a season or a quarter is known; the date shown is the first day of the year",
        "unknown": "no date is known; the date is null",
    },
)

MEETING_TYPE = Enumeration(
    "meeting_type",
    {
        "summit": "heads of state or government of three or more parties, or so named",
        "ministerial": "ministers or equally senior officials of three or more parties",
        "bilateral": "a meeting of two parties",
        "call": "held by phone or video",
        "conference": "an open event: conference, forum, expo",
        "signing": "the event is a signing ceremony",
        "visit": "an official's trip with more than one counterpart",
        "negotiation": "a named round of talks",
        "other": "any other gathering",
    },
)

MEETING_STATUS = Enumeration(
    "meeting_status",
    {
        "planned": "announced for a day after the report",
        "held": "it took place, or was taking place",
        "cancelled": "called off",
        "postponed": "moved to a later date; without a new date it keeps the old one",
    },
)

ENTITY_TYPE = Enumeration(
    "entity_type",
    {
        "person": "a named person",
        "country": "a country, acting through its government",
        "bloc": "a group of states with a name, such as the G7 or the European Union",
        "government_body": "a ministry, agency, state bank, parliament, or an organ of a bloc",
        "company": "a company",
        "organisation": "everything else that is not a company",
    },
)

PARTICIPANT_ROLE = Enumeration(
    "participant_role",
    {
        "host": "hosts, convenes, chairs or organises the meeting",
        "attendee": "takes part",
        "invitee": "is invited; attendance is not confirmed",
    },
)

DEAL_TYPE = Enumeration(
    "deal_type",
    {
        "mou": "memorandum of understanding, letter or statement of intent, joint statement",
        "action_plan": "plan or programme adopted by a bloc or several governments",
        "offtake": "sale of future output, supply contract",
        "joint_venture": "a company or project to be owned together, joint development, earn-in",
        "acquisition": "of a company, mine or licence, option agreements and mergers included",
        "equity_investment": "shares bought or placed",
        "financing": "loan, grant, guarantee, bond, royalty or stream, letter of interest from a lender",
        "purchase": "spot sale, government stockpile buy",
        "intergovernmental_agreement": "any other pact of governments",
        "partnership": "any other cooperation between companies or bodies",
        "other": "any other agreement or transaction",
    },
)

DEAL_STATUS = Enumeration(
    "deal_status",
    {
        "proposed": "one side offers or plans it",
        "negotiating": "the parties talk about it",
        "agreed": "signed, announced as reached, or awarded",
        "completed": "closed or delivered",
        "terminated": "ended or abandoned",
    },
)

PARTY_ROLE = Enumeration(
    "party_role",
    {
        "party": "signs or takes part, with no more particular role",
        "buyer": "buys the company, asset or output",
        "seller": "sells it",
        "investor": "puts equity in",
        "lender": "lends, guarantees or grants",
        "recipient": "receives the money; issuer of shares where no buyer is named",
        "target": "the company taken over or invested in by a named party",
    },
)

MINERAL_GROUP = Enumeration(
    "mineral_group",
    {
        "light_rare_earth": "light rare earth element",
        "heavy_rare_earth": "heavy rare earth element",
        "rare_earth": "rare earth, as a group or neither light nor heavy",
        "platinum_group": "platinum-group metal",
        "precious": "precious metal outside the platinum group",
        "other": "any other mineral or metal",
    },
)

RECORD_TYPE = Enumeration(
    "record_type",
    {
        "meeting": "a row of `meetings`; `record_id` is its `meeting_id`",
        "participant": "a row of `participants`; `record_id` is `meeting_id/entity_id`",
        "deal": "a row of `deals`; `record_id` is its `deal_id`",
        "deal_party": "a party of a deal; `record_id` is `deal_id/entity_id`, `role` is a field of it",
    },
)

SUPERSEDED_TYPE = Enumeration(
    "superseded_type",
    {"meeting": "a `meeting_id`", "deal": "a `deal_id`", "entity": "an `entity_id`"},
)

STATEMENT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "meeting": (
        "record", "title", "meeting_type", "status", "start_date", "end_date", "date_precision", "city",
        "country_code", "minerals",
    ),
    "participant": ("record", "name", "participant_type", "role", "office", "country_code"),
    "deal": (
        "record", "title", "deal_type", "status", "date", "date_precision", "value_amount", "value_currency",
        "minerals",
    ),
    "deal_party": ("record", "name", "party_type", "role", "country_code"),
}  # fmt: skip
"""Which fields of which records statements give; `record` stands for the words that show the record itself."""

STATEMENT_FIELD = Enumeration(
    "statement_field",
    {
        field: "the words that show the record itself; `value` is null"
        if field == "record"
        else "one mineral id of the record's minerals"
        if field == "minerals"
        else f"the column `{field}` of the record"
        for field in dict.fromkeys(f for fields in STATEMENT_FIELDS.values() for f in fields)
    },
)

KEPT_SEGMENT_KINDS: tuple[str, ...] = ("title", "heading", "body")
"""The kinds of line whose text is read; every other kind is boilerplate."""
