"""What a page claims is run here. `--write` renews what pages quote of the program.

A comment before a block says what it is: `<!-- run -->` a console block, or Python, to run where
the repository stands; `<!-- file: … -->` part of a file of the sample world, `<!-- here -->` a
console block to run where the parts so far stand; `<!-- told: … -->` a passage of a story,
`<!-- slip: … -->` a message, `<!-- rule: … -->` a rule of some file.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docs import make_reference
from tests.told import moshimo

from moshimo.cli import commands

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SAMPLE = ROOT / "tests" / "worlds" / "sample"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
QUOTE = re.compile(
    r"<!-- (told|slip|rule|run|here|file): ?([^\n]*?) ?-->\n((?:>[^\n]*\n)+|```(\w+)\n.*?^```\n)",
    re.MULTILINE | re.DOTALL,
)
BARE = re.compile(r"<!-- (run|here) -->")
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
    """Return the message for the sample world with one thing in it misspelt."""
    found = re.fullmatch(r"(\S+) `(.+)` `(.+)`", given)
    assert found, given
    shutil.copytree(SAMPLE, where / "millbrook")
    path = where / "millbrook" / found[1]
    text = text_of(path)
    assert text.count(found[2]) == 1
    path.write_text(text.replace(found[2], found[3]), encoding="utf-8")
    with contextlib.chdir(where):
        checked = moshimo("check", "./millbrook")
    assert checked.code == 1
    return block("text", checked.err)


def rule(given: str) -> str:
    path, word = given.split()
    found = re.search(
        rf"^(?:@.*\n)?(?:def|class) {word}\b.*\n(?:(?: .*)?\n)*?(?=\n\n|\Z)",
        text_of(ROOT / path),
        re.MULTILINE,
    )
    assert found, given
    return block("python", found[0])


def console(body: str) -> str:
    """Run the commands of a console block; return it with what they tell."""
    made = []
    for line in [line for line in body.split("\n") if line.startswith("$ ")]:
        words = shlex.split(line[2:])
        assert words[0] == "moshimo", line
        answer = moshimo(*words[1:])
        made += [line, (answer.err + answer.out).rstrip()]
    return block("console", "\n".join(made))


def python(body: str) -> str:
    """Run a block of Python; what it prints stands behind it as comments."""
    lines = [line for line in body.rstrip().split("\n") if not line.startswith("# → ")]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec("\n".join(lines), {})
    return block("python", "\n".join([*lines, *(f"# → {x}" for x in out.getvalue().splitlines())]))


def part(given: str, kind: str, where: Path) -> str:
    """Return a part of a file of the sample world, and write it behind what the page has of it.

    `millbrook/rules/village.py: walk steal` are these rules (`head` is what stands before them
    all); `millbrook/world.yaml: 1-4` these lines.
    """
    name, words = given.split(": ")
    text = text_of(SAMPLE / name.removeprefix("millbrook/"))
    if kind == "python":
        pieces = text.rstrip("\n").split("\n\n\n")
        by_word = {
            (re.findall(r"^(?:def|class) (\w+)", p, re.MULTILINE) or ["head"])[0]: p for p in pieces
        }
        body = "\n\n\n".join(by_word[word] for word in words.split()) + "\n"
    else:
        first, _, last = words.partition("-")
        body = "".join(text.splitlines(keepends=True)[int(first) - 1 : int(last or first)])
    path = where / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = text_of(path) if path.exists() else ""
    apart = "\n\n" if before and kind == "python" else ""
    path.write_text(before + apart + body, encoding="utf-8")
    return block(kind, body)


def true_page(page: Path, where: Path) -> str:
    """Return a page as it should be: with what the program tells today."""

    def true(found: re.Match[str]) -> str:
        what, given, quoted = found[1], found[2], found[3]
        head = found[0][: found.start(3) - found.start(0)]
        body = quoted.split("\n", 1)[1].rsplit("```", 1)[0] if found[4] else quoted
        match what, found[4]:
            case "told", _:
                return head + told(given)
            case "slip", _:
                return head + slip(given, where)
            case "rule", _:
                return head + rule(given)
            case "file", _:
                return head + part(given, found[4], where)
            case "run", "python":
                with contextlib.chdir(ROOT):
                    return head + python(body)
            case _:
                with contextlib.chdir(ROOT if what == "run" else where):
                    return head + console(body)

    text = BARE.sub(r"<!-- \1: -->", text_of(page))
    return re.sub(r"<!-- (run|here): -->", r"<!-- \1 -->", QUOTE.sub(true, text))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_what_a_page_quotes_is_what_is_told(
    page: Path, golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    golden(page, true_page(page, tmp_path))


def test_the_world_of_the_how_to_is_the_sample_world(tmp_path: Path) -> None:
    true_page(DOCS / "how" / "write-a-small-world.md", tmp_path)
    files = [
        p.relative_to(SAMPLE)
        for p in SAMPLE.rglob("*")
        if p.is_file() and not {"stories", "telling"} & set(p.parts)
    ]
    made = {path: text_of(tmp_path / "millbrook" / path) for path in files}
    assert made == {path: text_of(SAMPLE / path) for path in files}


def test_made_pages_are_up_to_date(golden: Callable[[Path, str], None]) -> None:
    for name, text in make_reference.pages().items():
        golden(DOCS / "reference" / name, text)


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
    assert '("tell", ["leaf"])' in go
    assert 'first == "test"' in go
