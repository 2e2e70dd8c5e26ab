"""One file's bytes as reports. In: its text, or the bytes of a mail. Out: Reports, Faults of lines.

Text is kept as it stands, markup and all, but for pages and mails in HTML, whose article trafilatura finds.
"""

from __future__ import annotations

import csv
import email
import email.policy
import email.utils
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from extract.decoding import decode_text, looks_binary
from extract.language import detect_language
from extract.lines import UNDATED, hash_report, parse_published
from extract.records import Report, When


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something could not be read: a code of store/messages.toml and what fills its sentence."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


Read = Report | Fault
_NAMES = {  # other names of the same column, as exports of press databases call them
    "lang": ("lang", "language"),
    "published": ("published", "date", "published_at"),
    "outlet": ("outlet", "outlet_id", "source"),
    "title": ("title", "headline"),
    "url": ("url", "link"),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements HTML lets a writer leave open: they pile up in a scan without being nested in a page.
_OPEN_ENDED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"p", "li", "dt", "dd", "td", "th", "tr", "option"}
)
# A long live blog holds 20,000 tags; 50,000 take seconds to sort out.
MOST_TAGS = 50_000
DEEPEST = 512  # where browsers stop nesting elements; past it parsers recurse until they fail


def read_plain(text: str) -> Iterator[Read]:
    """A bare text: one undated report."""
    yield make_report(text, {}) if text.strip() else Fault("empty")


def read_lines(text: str) -> Iterator[Read]:
    """JSON Lines of {"id","lang","published","outlet","title","url","text"}; each bad line is a Fault."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        yield Fault("empty")
    for number, line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Fault("bad_json", {"line": number, "reason": getattr(error, "msg", type(error).__name__)})
            continue
        yield read_row(row, number)


def read_csv(text: str) -> Iterator[Read]:
    """A CSV with a column `text` and any of those of JSON Lines; each bad row is a Fault."""
    # A cell may be as long as a report, the file's own limit holds; the setting is shared, so it only grows.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    names = [str(n).strip().lower() for n in rows.fieldnames or []]
    if "text" not in names:
        yield Fault("no_text_column", {"found": ", ".join(names) or "-"})
        return
    rows.fieldnames = names
    try:
        for row in rows:
            yield read_row(row, rows.line_num)
    except csv.Error as error:
        yield Fault("bad_csv", {"line": rows.line_num, "reason": error})


def read_html(text: str) -> Iterator[Read]:
    """The article of a web page, with the title, date and address the page gives."""
    if not _is_tame(text):
        yield Fault("nested", {"deepest": DEEPEST, "most": MOST_TAGS})
        return
    found = _article(text)
    if not found.get("text", "").strip():
        yield Fault("no_article")
        return
    yield make_report(found["text"], found)


def read_mail(data: bytes) -> Iterator[Read]:
    """The body of a mail, dated and titled by its headers; attachments are left out."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    body = mail.get_body(("plain", "html")) if isinstance(mail, EmailMessage) else None
    text = _body_text(body) if body is not None else ""
    if not text.strip() or looks_binary(text):
        yield Fault("binary" if text.strip() else "empty")
        return
    _, address = email.utils.parseaddr(str(mail.get("From", "")))
    about = {"title": mail.get("Subject"), "outlet": address.partition("@")[2] or None}
    yield make_report(text, about, _mail_date(mail))


def _body_text(body: Any) -> str:
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):
        text = decode_text(body.get_payload(decode=True) or b"") or ""
    html = body.get_content_type() == "text/html"
    if html:
        text = _article(text).get("text", "") if _is_tame(text) else ""
    return text.replace("\r\n", "\n")


def _mail_date(mail: Any) -> When:
    try:
        return parse_published(email.utils.parsedate_to_datetime(str(mail["Date"])).date().isoformat())
    except (ValueError, TypeError, IndexError):
        return UNDATED


def _article(text: str) -> dict[str, Any]:
    import trafilatura  # noqa: PLC0415  a fifth of a second to load, and most reports are no pages

    try:
        found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    except (
        Exception
    ):  # it raises what lxml and a dozen date parsers raise; a page it cannot read holds no article
        return {}
    keep = {"text": "text", "title": "title", "url": "url", "outlet": "hostname", "published": "date"}
    return {k: v for k, name in keep.items() if (v := getattr(found, name, None))} if found else {}


def _is_tame(text: str) -> bool:
    """True where a page is neither so deep nor so full of tags that reading it fails or takes minutes."""
    return text.count("<") <= MOST_TAGS and _depth(text) <= DEEPEST


def _depth(text: str) -> int:
    """How deep elements nest, counted from the tags alone."""
    depth = deepest = 0
    for closing, name in _TAG.findall(text):
        if name.lower() not in _OPEN_ENDED:
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def read_row(row: Any, number: int) -> Read:
    """A report from the named cells of a row; a row without text or with a bad date is a Fault."""
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Fault("no_text", {"line": number})
    try:
        return make_report(text, row)
    except ValueError as error:
        return Fault("bad_row", {"line": number, "reason": error})


def make_report(text: str, about: dict[str, Any], published: When | None = None) -> Report:
    """A report and what is known about it; raises ValueError on a date that is none."""
    text = _whole(text)
    told = {key: _first(about, names) for key, names in _NAMES.items()}
    when = published or (parse_published(told["published"]) if told["published"] else UNDATED)
    return Report(
        report_id=_first(about, ("id", "report_id")) or hash_report(told["outlet"], text),
        text=text,
        language=told["lang"] or detect_language(text),
        published=when,
        outlet_id=told["outlet"],
        title=told["title"],
        url=told["url"],
    )


def _first(about: dict[str, Any], names: tuple[str, ...]) -> str | None:
    values = (about.get(n) for n in names)
    return next((_whole(str(v)).strip() for v in values if v is not None and str(v).strip()), None)


def _whole(text: str) -> str:
    """The text without halves of characters (lone surrogates), which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
