"""The command as it begins: Ctrl-C is heard while the rest of it is still being imported."""

from __future__ import annotations

import os


def main() -> None:
    """Run the command; stopped before it has begun, it ends quietly."""
    try:
        from moshimo.cli import main as run
    except KeyboardInterrupt:
        os._exit(130)  # as `cli/exit_codes.py` has it; nothing is open yet
    run()


if __name__ == "__main__":
    main()
