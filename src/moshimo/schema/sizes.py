"""Fixed sizes that compiler, kernel and whoever reads a block must agree on."""

from __future__ import annotations

from collections.abc import Mapping

MOST_ROLES = 4  # roles and outcomes of a deed at most
SAME_KIND = 12  # memories a mind keeps of one kind of deed; the faintest goes first
OPEN = 48  # deeds one may still answer
OPEN_ALIKE = 12  # of one kind of them: so what is never answered pushes nothing out that is
STRONG = 4  # memories that a role of type Deed ranges over
WATCHES = 64  # deeds that may be asked about at a time
BARS = 64  # deeds that forks may prevent
RACE = OPEN + 2  # runners of one thought, a rule: itself, and once for each deed it may answer
SIZES: Mapping[str, int] = {  # those that the kernel's text names
    "MOST_ROLES": MOST_ROLES,
    "SAME_KIND": SAME_KIND,
    "OPEN": OPEN,
    "OPEN_ALIKE": OPEN_ALIKE,
    "STRONG": STRONG,
}
