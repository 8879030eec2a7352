"""Two universes as Markdown: by time, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.report.comparison.versus import Half, Versus
from moshimo.report.comparison.versus_text import ALL_THE_SAME, HOW_LIKELY, WHY, WHY_NOT, counted
from moshimo.story.rendering.chapters import paragraphs_of
from moshimo.story.rendering.markdown import escaped, paragraph_of


def versus_markdown(versus: Versus, rights: str = "") -> str:
    """Return the text; no text of an author becomes markup."""
    blocks = [f"# {escaped(versus.title)} / {escaped(versus.fork)}"]
    blocks += [f"*{escaped(versus.which)}*"] if versus.which else []
    blocks += [_listed(versus.changes)] if versus.changes else []
    blocks += [escaped(said) for said in (*versus.notes, *versus.reached)]
    blocks += [f"{HOW_LIKELY}\n\n{_listed(versus.odds.lines)}"] if versus.odds.note else []
    if not versus.same:
        blocks.append(f"*The same until {escaped(versus.until)}.* {escaped(versus.first)}")
        blocks += [paragraph_of(paragraph) for paragraph in paragraphs_of(versus.past)]
        for row in versus.rows:
            blocks += [f"## {escaped(row.when)}"] if row.when else []
            blocks += _half(versus.title, row.base, WHY_NOT)
            blocks += _half(versus.fork, row.fork, WHY)
        if versus.still:
            blocks += ["---", f"*{ALL_THE_SAME}* {escaped(' '.join(versus.still))}"]
        blocks += ["---", escaped(counted(versus))]
    if rights:
        blocks += ["---", escaped(rights)]
    return "\n\n".join(blocks) + "\n"


def _half(name: str, half: Half, label: str) -> list[str]:
    if not half.paragraphs:
        return []
    blocks = [f"### {escaped(name)}", *(paragraph_of(one) for one in half.paragraphs)]
    if half.whys:
        blocks.append(f"{label}:\n\n{_listed([why.briefly() for why in half.whys])}")
    return blocks


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)
