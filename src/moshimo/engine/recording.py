"""What is recorded of a universe while it runs. None of it changes what happens there."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.engine.block import Memory


@dataclass(frozen=True, slots=True)
class Recording:
    """What is to be recorded; by default everything.

    Attributes:
        journal: each deed, once it is over, in `Universe.deeds`.
        causes: which deeds a deed rests on, and the reasons for it.
        deeds: deeds that are over, in the block, and how likely each choice was.
    """

    journal: bool = True
    causes: bool = True
    deeds: bool = True


EVERYTHING = Recording()
WITHOUT_CAUSES = Recording(causes=False)
STATE_ONLY = Recording(journal=False, causes=False)


def start_recording(block: Memory, wanted: Recording) -> None:
    """Let a universe that begins in `block` be recorded so. Changes the block in place."""
    block.lean[0] = int(not wanted.journal)
    block.provenance[0] = int(wanted.causes)
    block.chances[0] = int(wanted.deeds)
    # Without a journal, minds of a plain world need learn nothing (`compile/plain.py`).
    block.blind[0] = int(not wanted.journal and block.k_plain[0] == 1)
    block.forgets[0] = int(not wanted.deeds and block.blind[0] == 1)
