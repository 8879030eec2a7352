"""Fixed sizes that compiler, kernel and whoever reads a block must agree on."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.lang import newborns

LIKES = newborns.LIKES
MOST_ROLES = 4  # roles and outcomes of a deed at most
SAME_KIND = 12  # memories a mind keeps of one kind of deed; the faintest goes first
OPEN = 48  # deeds one may still answer
OPEN_ALIKE = 12  # of one kind of them: so what is never answered pushes nothing out that is
STRONG = 4  # memories that a role of type Deed ranges over
STEP_WORK = 1 << 30  # nodes of the typed form that one step may go through: a second or two
ASKED_WORK = 1 << 25  # and a question, which Python's interpreter answers: about a second
MOST_STEPS = 20_000_000  # of one universe
MOST_AT_ONCE = 20_000  # steps at one instant; more is a chain of rules that costs no time
MOST_QUIET = 50_000  # steps in a row without a deed, where nothing says when it is to end
MOST_ENDLESS = 5_000  # deeds, where nothing says so
MOST_DEEDS = 100_000  # of one universe, if `Limits` does not say otherwise
MOST_BYTES = 1_000_000_000  # that one universe takes, if `Limits` does not say otherwise
WATCHES = 64  # deeds that may be asked about at a time
BARS = 64  # deeds that forks may prevent
FORESEEN = 64  # choices of one thought of which somebody asks what would come of them
RACE = OPEN + 2  # runners of one thought, a rule: itself, and once for each deed it may answer
SIZES: Mapping[str, int] = {  # those that the kernel's text names
    "LIKES": LIKES,
    "MOST_ROLES": MOST_ROLES,
    "SAME_KIND": SAME_KIND,
    "FORESEEN": FORESEEN,
    "OPEN": OPEN,
    "OPEN_ALIKE": OPEN_ALIKE,
    "STRONG": STRONG,
    "MOST_STEPS": MOST_STEPS,
    "MOST_AT_ONCE": MOST_AT_ONCE,
    "MOST_QUIET": MOST_QUIET,
}
