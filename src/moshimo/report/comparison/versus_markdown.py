"""Two universes as Markdown: by time, one below the other."""

from __future__ import annotations

from moshimo.report.comparison.versus import Half, Versus
from moshimo.report.comparison.versus_text import ALL_THE_SAME, counted, same
from moshimo.story.realisation.story import Scene
from moshimo.story.rendering.markdown import escaped, paragraph_of


def versus_markdown(versus: Versus, rights: str = "") -> str:
    """Return the text; no text of an author becomes markup."""
    blocks = [f"# {escaped(versus.title)} / {escaped(versus.fork)}"]
    if versus.changes:
        blocks.append("\n".join(f"- {escaped(line)}" for line in versus.changes))
    blocks += [escaped(note) for note in versus.notes]
    if versus.same:
        blocks.append(escaped(same(versus)))
    else:
        blocks.append(f"*The same until {escaped(versus.until)}.* {escaped(versus.first)}")
        blocks += _told(versus.past)
        for row in versus.rows:
            blocks.append(f"## {escaped(row.when)}")
            blocks += _half(versus.title, row.base, "Why not there")
            blocks += _half(versus.fork, row.fork, "Why")
        if versus.still:
            blocks += ["---", f"*{ALL_THE_SAME}* {escaped(' '.join(versus.still))}"]
        blocks += ["---", escaped(counted(versus))]
    if rights:
        blocks += ["---", escaped(rights)]
    return "\n\n".join(blocks) + "\n"


def _half(name: str, half: Half, label: str) -> list[str]:
    if not half.scenes:
        return []
    blocks = [f"### {escaped(name)}", *_told(half.scenes)]
    if half.whys:
        lines = [f"{label}:", "", *(f"- {escaped(why.text())}" for why in half.whys)]
        blocks.append("\n".join(lines))
    return blocks


def _told(scenes: tuple[Scene, ...]) -> list[str]:
    return [paragraph_of(paragraph) for scene in scenes for paragraph in scene.paragraphs]
