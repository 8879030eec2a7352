"""What a page claims is run here. `--write` renews what pages quote of the program.

A comment before a block says what it is: `<!-- run -->` a console block, or Python, to run where
the repository stands; `<!-- told: … -->` a passage of a story, `<!-- rule: … -->` a rule of a file,
`<!-- shown: … -->` the whole of one.

The pages of the tutorial build a world, each from where the former ended: `<!-- file: … -->` a
whole file of it, `<!-- more: … -->` what is put behind a file, `<!-- here -->` a console block to
run beside the world as it then is (`<!-- here: fails -->`, it is wrong; `<!-- here: with … -->`,
with a seed that tells of that); `<!-- slip: … -->` the message if one thing in it were misspelt,
`<!-- answer: … -->` what might be put behind a file and is not kept.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docs import make_reference
from tests.told import moshimo

import moshimo as front
from moshimo.cli import commands
from moshimo.world.text.folder import systems

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SAMPLE = ROOT / "tests" / "worlds" / "sample"
TUTORIAL = sorted((DOCS / "tutorial").glob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
QUOTE = re.compile(
    r"<!-- (told|slip|rule|shown|run|here|file|more|answer): ?([^\n]*?) ?-->\n"
    r"((?:>[^\n]*\n)+|```(\w+)\n.*?^```\n)",
    re.MULTILINE | re.DOTALL,
)
BARE = re.compile(r"<!-- (run|here) -->")
SEED = re.compile(r"--seed (\d+)")
TOOK = re.compile(r"; [\d.]+ s\.$", re.MULTILINE)  # another machine takes longer, or less long
MOST_SEEDS = 1500
LINK = re.compile(r"\]\(([^)#\s]+)?(#[^)\s]*)?\)")
MACHINE = re.compile(r"/(?:home|root|tmp|work|Users)/|pypi\.|artifactory|://localhost")

Renew = Callable[[Path, str], None]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def block(kind: str, text: str) -> str:
    return f"```{kind}\n{text.rstrip()}\n```\n"


def told(given: str) -> str:
    """Return paragraphs of a story: `leaf seed 1, paragraphs 2-4`."""
    found = re.fullmatch(r"(\S+) seed (\d+), paragraphs (\d+)-(\d+)", given)
    assert found, given
    story = moshimo("tell", found[1], "--seed", found[2])
    assert story.code == 0, story.err
    paragraphs = story.out.rstrip().split("\n\n")[int(found[3]) : int(found[4]) + 1]
    assert paragraphs, "the story is shorter than that"
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs) + "\n"


def slip(given: str, where: Path) -> str:
    """Return the message with one thing in a world misspelt: `ferry/people.yaml `inn` `in``."""
    found = re.fullmatch(r"(\S+) `(.+?)` `(.*)`", given)
    assert found, given
    world = found[1].split("/")[0]
    with apart(where / world if (where / world).exists() else SAMPLE, world) as beside:
        text = text_of(beside / found[1])
        assert text.count(found[2]) == 1, f"{found[2]} is not there just once"
        (beside / found[1]).write_text(text.replace(found[2], found[3]), encoding="utf-8")
        checked = moshimo("check", f"./{world}")
    assert checked.code == 1
    return block("text", checked.err)


@contextlib.contextmanager
def apart(world: Path, name: str) -> Iterator[Path]:
    """Stand beside a copy of a world, which may be spoilt."""
    with tempfile.TemporaryDirectory() as kept, contextlib.chdir(kept):
        shutil.copytree(world, Path(kept) / name)
        yield Path(kept)


def rule(given: str) -> str:
    path, word = given.split()
    found = re.search(
        rf"^(?:@.*\n)?(?:def|class) {word}\b.*\n(?:(?: .*)?\n)*?(?=\n\n|\Z)",
        text_of(ROOT / path),
        re.MULTILINE,
    )
    assert found, given
    return block("python", found[0])


def console(body: str, given: str = "") -> str:
    """Run the commands of a console block; return it with what they tell.

    `fails`: they are wrong, and say so. `with …`: a seed is wanted with which they tell that; the
    quoted one if it does, else the first.
    """
    commands = [line for line in body.split("\n") if line.startswith("$ ")]
    if not given.startswith("with "):
        return answered(commands, given == "fails")
    for number in ("\\1", *map(str, range(1, MOST_SEEDS))):
        made = answered([SEED.sub(f"--seed {number}", line) for line in commands])
        if given.removeprefix("with ") in made:
            return made
    raise AssertionError(f"no seed tells of that: {given}")


def answered(commands: list[str], fails: bool = False) -> str:
    made = []
    for line in commands:
        words = shlex.split(line[2:])
        assert words[0] == "moshimo", line
        answer = moshimo(*words[1:])
        assert (answer.code != 0) == fails, answer.err
        made += [line, (answer.err + answer.out).rstrip()]
    return block("console", "\n".join(made))


def python(body: str) -> str:
    """Run a block of Python; what it prints stands behind it as comments."""
    lines = [line for line in body.rstrip().split("\n") if not line.startswith("# → ")]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec("\n".join(lines), {})
    return block("python", "\n".join([*lines, *(f"# → {x}" for x in out.getvalue().splitlines())]))


def put(what: str, given: str, body: str, where: Path) -> None:
    """Write a file of a world, or `more` of it."""
    path = where / given
    path.parent.mkdir(parents=True, exist_ok=True)
    before = text_of(path) if what != "file" else ""
    between = "\n\n" if before and path.suffix == ".py" else ""
    path.write_text(before + between + body, encoding="utf-8")


def try_answer(given: str, body: str, where: Path) -> None:
    world = given.split("/")[0]
    with apart(where / world, world) as beside:
        put("answer", given, body, beside)
        checked = moshimo("check", f"./{world}")
        assert checked.code == 0, checked.err


def body_of(found: re.Match[str]) -> str:
    return found[3].split("\n", 1)[1].rsplit("```", 1)[0] if found[4] else found[3]


def lay_out(page: Path, where: Path) -> None:
    """Make the world as it stands at a page's end."""
    for found in QUOTE.finditer(text_of(page)):
        if found[1] in ("file", "more"):
            put(found[1], found[2], body_of(found), where)


def true_page(page: Path, where: Path) -> str:
    """Return a page as it should be: with what the program tells today."""
    for former in TUTORIAL[: TUTORIAL.index(page)] if page in TUTORIAL else ():
        lay_out(former, where)

    def true(found: re.Match[str]) -> str:
        what, given, body = found[1], found[2], body_of(found)
        head = found[0][: found.start(3) - found.start(0)]
        match what, found[4]:
            case "told", _:
                return head + told(given)
            case "slip", _:
                return head + slip(given, where)
            case "rule", _:
                return head + rule(given)
            case "shown", kind:
                return head + block(kind, text_of(ROOT / given))
            case "file" | "more", _:
                put(what, given, body, where)
                return found[0]
            case "answer", _:
                try_answer(given, body, where)
                return found[0]
            case "run", "python":
                with contextlib.chdir(ROOT):
                    return head + python(body)
            case _:
                with contextlib.chdir(ROOT if what == "run" else where):
                    now = head + console(body, given)
                return found[0] if TOOK.sub("", now) == TOOK.sub("", found[0]) else now

    text = BARE.sub(r"<!-- \1: -->", text_of(page))
    return re.sub(r"<!-- (run|here): -->", r"<!-- \1 -->", QUOTE.sub(true, text))


@pytest.mark.parametrize(
    "page",
    [pytest.param(p, marks=pytest.mark.slow, id=named(p)) if "leaf/exile" in text_of(p)
     and "<!-- run -->" in text_of(p) else pytest.param(p, id=named(p)) for p in PAGES],
)  # fmt: skip
def test_what_a_page_quotes_is_what_is_told(
    page: Path, golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    golden(page, true_page(page, tmp_path))


def test_made_pages_are_up_to_date(golden: Callable[[Path, str], None]) -> None:
    for name, text in make_reference.pages().items():
        golden(DOCS / "reference" / name, text)


def test_the_example_of_each_system_is_a_world_that_is_right(tmp_path: Path) -> None:
    page = text_of(DOCS / "reference" / "systems.md")
    examples = re.findall(r"^## (\w+)$.*?^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert [word for word, _ in examples] == list(systems())
    for word, text in examples:
        first, members = text.split("\n", 1)
        put("file", f"{word}/world.yaml", f"title: {word}\n{first}\n", tmp_path)
        put("file", f"{word}/members.yaml", members, tmp_path)
        with contextlib.chdir(tmp_path):
            checked = moshimo("check", f"./{word}")
        assert checked.code == 0, checked.err


def test_every_command_has_its_heading() -> None:
    headings = re.findall(
        r"^## moshimo (\w+)$", text_of(DOCS / "reference" / "commands.md"), re.MULTILINE
    )
    assert sorted(commands.commands) == headings


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for path, part in LINK.findall(text_of(page)):
        if "://" in path:
            continue
        target = (page.parent / path) if path else page
        assert target.exists(), path
        if part and target.suffix == ".md":
            assert part[1:] in anchors(target), path + part


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_names_somebodys_machine(page: Path) -> None:
    assert MACHINE.findall(text_of(page)) == []


def test_go_does_what_the_readme_says() -> None:
    said = re.findall(r"^\./go.*$", text_of(ROOT / "README.md"), re.MULTILINE)
    assert [line.split("#")[0].strip() for line in said] == ["./go", "./go test"]
    go = text_of(ROOT / "go")
    assert '"tell", "leaf"]' in go
    assert 'first == "test"' in go


def test_the_page_of_the_front_page_has_all_that_it_offers() -> None:
    page = text_of(DOCS / "reference" / "python.md")
    verbs = ("run", "tell", "odds", "compare", "ask", "show", "with_change")
    for word in (*front.__all__, *(f"World.{verb}" for verb in verbs)):
        assert re.search(rf"^##+ {re.escape(word)}$", page, re.MULTILINE), word
