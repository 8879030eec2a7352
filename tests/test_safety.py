"""What a stranger's world cannot do, and that the page which says so names tests that exist."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.test_front import SAMPLE

from moshimo import WorldError, load

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explain" / "safety.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| (?!what holds|---).*\|$", re.MULTILINE)


def test_every_test_that_the_page_names_exists() -> None:
    found = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(found) > 20
    lost = [f"{path}::{name}" for path, name in found if name not in facts_of(ROOT / path)]
    assert lost == []


def test_every_claim_in_a_table_has_its_test() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [row for row in rows if not NAMED.search(row)] == []


def facts_of(path: Path) -> set[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


SLIPS = [
    'import os\nos.system("touch {mark}")',
    '__import__("os").system("touch {mark}")',
    'open("{mark}", "w").write("")',
    "[x for x in ().__class__.__base__.__subclasses__()]",
    "eval(\"open('{mark}', 'w')\")",
    "@(lambda f: open('{mark}', 'w'))\ndef f(a: Character): ...",
    "def f(a: Character = open('{mark}', 'w')): ...",
    "class Thing(open('{mark}', 'w')): ...",
    "X = f\"{{open('{mark}', 'w')}}\"",
]


@pytest.mark.parametrize("slip", SLIPS)
def test_python_in_a_rule_file_is_refused_and_not_run(slip: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "town")
    mark = tmp_path / "mark"
    text = slip.format(mark=mark.as_posix())
    (tmp_path / "town" / "rules" / "more.py").write_text(f'"""More."""\n\n{text}\n', "utf-8")
    with pytest.raises(WorldError):
        load(str(tmp_path / "town"))
    assert not mark.exists()


WATCHED = """\
import json, os, sys
STARTS = "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "subprocess."
STARTS += "os.system", "os.exec", "os.posix_spawn", "os.fork"
CHANGES = "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"
seen = []

def watch(event, args):
    if event == "open" and isinstance(args[0], int):
        return  # what was opened before, by its number
    if event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(("writes", os.fsdecode(args[0])))
    elif event in CHANGES:
        seen.append(("writes", os.fsdecode(args[0])))
    elif event.startswith(STARTS):
        seen.append(("starts", event))

sys.dont_write_bytecode = True
sys.addaudithook(watch)
from moshimo.cli import main
try:
    main()
finally:
    print(json.dumps(seen), file=sys.stderr)
"""


@pytest.mark.slow
def test_a_run_writes_where_it_was_told_and_starts_nothing(tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    out.mkdir()
    settings = {**os.environ, "MOSHIMO_CACHE": str(cache)}
    words = ("tell", SAMPLE, "--seed", "3", "--format", "html", "--out", str(out / "story.html"))
    command = [sys.executable, "-c", WATCHED, *words]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    seen = json.loads(done.stderr.splitlines()[-1])
    assert [what for how, what in seen if how == "starts"] == []
    written = {Path(what) for how, what in seen if how == "writes"} - {cache}
    assert {path for path in written if not {out, cache} & {*path.parents}} == set()
    assert any(out in path.parents for path in written)
    assert any(cache in path.parents for path in written)
