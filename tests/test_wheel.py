"""The wheel: what a person has who has no repository."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from tests.told import moshimo

from moshimo import __version__, load

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src"
KINDS = {".py", ".pyi", ".typed", ".yaml", ".md", ".css"}
WHENCE = (
    "import moshimo, importlib.metadata as m; print(moshimo.__file__); print(m.version('moshimo'));"
    "print(moshimo.load('leaf').universe(7).until(600.0).hash())"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    done = said(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, at=ROOT)
    assert done.returncode == 0, done.stderr
    (built,) = out.iterdir()
    return built


def said(
    *command: str | Path, at: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; it sees our environment if none is given."""
    return subprocess.run(
        command, cwd=at, env=env, capture_output=True, encoding="utf-8", check=False
    )


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        return email.message_from_string(packed.read(name).decode())


def test_it_carries_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    carried = {name for name in names(wheel) if ".dist-info/" not in name}
    files = {p for p in SRC.rglob("*") if p.suffix in KINDS}
    assert carried == {path.relative_to(SRC).as_posix() for path in files}
    assert {
        "moshimo/py.typed",
        "moshimo/rules.pyi",
        "moshimo/story/rendering/page.css",
        "moshimo/systems/office.py",
        "moshimo/worlds/leaf/rules/fox.py",
        "moshimo/worlds/leaf/scenarios/evening.yaml",
        "moshimo/worlds/leaf/world.yaml",
    } <= carried


def test_it_says_what_it_is_and_whose(wheel: Path) -> None:
    data = metadata(wheel)
    assert data["Name"] == "moshimo"
    assert data["Version"] == __version__
    assert data["License-Expression"] == "MIT"
    assert data["Description-Content-Type"] == "text/markdown"
    licences = {name.split("/licenses/")[1] for name in names(wheel) if "/licenses/" in name}
    assert licences == {"LICENSE", "src/moshimo/worlds/leaf/RIGHTS.md"}
    assert set(data.get_all("License-File", [])) == licences


def test_the_page_on_installing_names_it(wheel: Path) -> None:
    assert wheel.name in (ROOT / "docs" / "how" / "install.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_installed_alone_it_tells_the_story_that_the_source_tells(
    wheel: Path, tmp_path: Path
) -> None:
    place = installed(wheel, tmp_path)
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    bare = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR"), str(home))
    if os.name == "nt":  # without it no Python starts there
        bare["SYSTEMROOT"] = os.environ["SYSTEMROOT"]

    for words in (("tell", "leaf", "--seed", "1"), ("check", "leaf")):
        there = said(place / "moshimo", *words, at=here, env=bare)
        assert (there.returncode, there.stderr) == (0, "")
        assert there.stdout == moshimo(*words).out

    whence = said(place / "python", "-c", WHENCE, at=here, env=bare)
    assert whence.returncode == 0, whence.stderr
    file, version, state = whence.stdout.splitlines()
    assert Path(file).is_relative_to(place.parent)
    assert version == __version__
    assert state == str(load("leaf").universe(7).until(600.0).hash())
    assert list(here.iterdir()) == []


def installed(wheel: Path, where: Path) -> Path:
    """Install the wheel, and what it asks for, by pip into an empty environment.

    It is our pip, as somebody has set it up; the environment has none. Versions are the lock's.
    """
    place = where / "env" / ("Scripts" if os.name == "nt" else "bin")
    made = said(sys.executable, "-m", "venv", "--without-pip", where / "env", at=where)
    assert made.returncode == 0, made.stderr
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions = where / "versions.txt"
    versions.write_text("\n".join(re.findall(r"^(\w.*) \\$", lock, re.MULTILINE)), encoding="utf-8")
    ours = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PIP_RETRIES": "1"}
    pip = (sys.executable, "-m", "pip", "--python", place / "python")
    done = said(*pip, "install", "-c", versions, wheel, at=where, env=ours)
    if done.returncode != 0:
        known = ("download", "--no-deps", "-d", where / "any", "-c", versions, "click")
        if said(*pip, *known, at=where, env=ours).returncode != 0:
            pytest.skip("pip reaches no package index, so nothing can be installed")
    assert done.returncode == 0, done.stderr
    return place
