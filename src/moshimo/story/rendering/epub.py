"""A story as a book: EPUB 3.3, always the same bytes for the same story.

Nothing in it is of the moment at which it is made: files of the archive have the first date that
one can have, and are not compressed, since compressors differ among themselves. Readers ask for a
date of the last change; it has a fixed one, and another universe is another book, not another
version of this one (EPUB 3.3, 5.5.3.1 and 5.5.4).
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.lang.text.source import own_file
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.story import Story
from moshimo.story.rendering.cast_list import Fortune, cast
from moshimo.story.rendering.chapters import Chapter, chapters
from moshimo.story.rendering.html_page import CONTENTS, PEOPLE, contents_list, scene_of
from moshimo.story.rendering.marked_text import CastLinks, cast_entries, curled, links_to, safe
from moshimo.story.rendering.plain_text import NOTHING

ENDING = ".xhtml"
CAST = f"people{ENDING}"
CHANGED = "2000-01-01T00:00:00Z"
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the first that an archive can have
PLAIN_FILE = 0o100644 << 16  # as archives hold what may be done with a file
UNIX = 3
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a book says of itself beside its story."""

    which: str = ""  # which universe it is, in words
    key: str = ""  # all by which it differs from other books
    rights: str = ""


def epub(
    story: Story,
    deeds: Sequence[Deed],
    lexicon: Lexicon,
    imprint: Imprint,
    fortunes: Mapping[str, Fortune] = MappingProxyType({}),
) -> bytes:
    """Return the story as an EPUB: title page, contents, a chapter for each day, and the cast.

    Args:
        story: its scenes.
        deeds: the journal, as for `cast`.
        lexicon: of its world.
        imprint: what it says of itself.
        fortunes: as for `cast`.
    """
    parts = cast(story, deeds, lexicon, fortunes)
    links = links_to(parts, lexicon, CAST)
    days = chapters(story, lexicon)
    made = {f"title{ENDING}": _title_page(story, imprint)}
    made[f"contents{ENDING}"] = _contents(story, days, lexicon, cast=bool(parts))
    for day in days:
        made[f"{day.id}{ENDING}"] = _chapter(story, day, lexicon, links)
    if parts:
        entries = cast_entries(parts, lexicon, links)
        made[CAST] = _sheet(PEOPLE, [f"<h1>{PEOPLE}</h1>", *entries], "cast")
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _package(story, imprint, list(made)),
        **{f"EPUB/{name}": text for name, text in made.items()},
        "EPUB/book.css": own_file(*__package__.split(".")[1:], "book.css"),
    }
    return _archive({"mimetype": "application/epub+zip", **files})


def _archive(files: Mapping[str, str]) -> bytes:
    """Return files as an archive, in that order."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DATE)
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            archive.writestr(entry, text.encode("utf-8"))
    return raw.getvalue()


def _package(story: Story, imprint: Imprint, names: Sequence[str]) -> str:
    """Return the package document: what the book is, its files, and their order."""
    subtitle = f": {imprint.which}" if imprint.which else ""
    rights = [f"<dc:rights>{safe(imprint.rights)}</dc:rights>"] if imprint.rights else []
    spine = {name.removesuffix(ENDING): name for name in names}
    sort = 'media-type="application/xhtml+xml"'
    sorts = {"contents": f'{sort} properties="nav"'}
    items = [
        f'<item id="{key}" href="{name}" {sorts.get(key, sort)}/>' for key, name in spine.items()
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en"'
            ' unique-identifier="book">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="book">{_identifier(imprint.key)}</dc:identifier>',
            f"<dc:title>{safe(curled(story.title + subtitle))}</dc:title>",
            "<dc:language>en</dc:language>",
            *rights,
            f'<meta property="dcterms:modified">{CHANGED}</meta>',
            '<meta property="schema:accessMode">textual</meta>',
            '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
            '<meta property="schema:accessibilityHazard">none</meta>',
            "</metadata>",
            "<manifest>",
            *items,
            '<item id="style" href="book.css" media-type="text/css"/>',
            "</manifest>",
            "<spine>",
            *(f'<itemref idref="{key}"/>' for key in spine),
            "</spine>",
            "</package>\n",
        ]
    )


def _identifier(key: str) -> str:
    """Return an identifier that is the same for the same book everywhere."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, key)}"


def _title_page(story: Story, imprint: Imprint) -> str:
    lines = [f"<h1>{safe(curled(story.title))}</h1>"]
    lines += [f'<p class="which">{safe(curled(imprint.which))}</p>'] if imprint.which else []
    lines += [f'<p class="rights">{safe(curled(imprint.rights))}</p>'] if imprint.rights else []
    lines += [] if story.scenes else [f"<p>{NOTHING}</p>"]
    section = ['<section epub:type="titlepage">', *lines, "</section>"]
    return _sheet(story.title, section, "title")


def _contents(story: Story, days: Sequence[Chapter], lexicon: Lexicon, *, cast: bool) -> str:
    scenes = contents_list(days, lexicon, ENDING)
    if not days:
        scenes = f'<ol><li><a href="title{ENDING}">{safe(curled(story.title))}</a></li></ol>'
    if cast:
        scenes = f'{scenes.removesuffix("</ol>")}<li><a href="{CAST}">{PEOPLE}</a></li>\n</ol>'
    nav = ['<nav epub:type="toc" id="toc">', f"<h1>{CONTENTS}</h1>", scenes, "</nav>"]
    return _sheet(CONTENTS, nav, "contents")


def _chapter(story: Story, day: Chapter, lexicon: Lexicon, links: CastLinks) -> str:
    """Return a day as a chapter. Adds to the links that are made."""
    links.here = f"{day.id}{ENDING}"
    title = day.title or story.title
    scenes = [scene_of(number, scene, lexicon, links) for number, scene in day.scenes]
    return _sheet(title, [f"<h1>{safe(curled(title))}</h1>", *scenes], "chapter")


def _sheet(title: str, body: Sequence[str], sort: str) -> str:
    """Return a document of the book; `sort` is its class."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            "<!DOCTYPE html>",
            '<html xmlns="http://www.w3.org/1999/xhtml"'
            ' xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">',
            "<head>",
            '<meta charset="utf-8"/>',
            f"<title>{safe(title)}</title>",
            '<link rel="stylesheet" type="text/css" href="book.css"/>',
            "</head>",
            f'<body class="{sort}">',
            *body,
            "</body>",
            "</html>\n",
        ]
    )
