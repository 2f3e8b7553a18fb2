"""Who works in an output folder: runs at the same time, and what killed runs left behind.

Locks are those of the operating system (`flock`) and end with the process that holds them, however
it ends. Where the file system offers none, everything works but nothing left behind is removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

RUNNING = ".running"
PUBLISHING = ".publishing"
WORK_PREFIX = ".work-"
"""Name of the folders in which runs prepare what they publish."""
_LEFT_BEHIND = (
    f"{WORK_PREFIX}*",
    ".checking-*",
    ".dataset-*",
    ".minerals.duckdb-*",
    "quarantine/.*",
    "stages/.build-*",
)


def _lock(handle: IO[bytes], exclusive: bool, wait: bool = True) -> bool:
    if fcntl is None:
        return False
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def occupied(out: Path) -> Iterator[bool]:
    """Work in the folder `out`, as others may at the same time; true for who came first and alone.

    Who comes alone removes the working folders that killed runs left in `out`. Blocks may be nested.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / RUNNING).open("ab") as handle:
        alone = _lock(handle, exclusive=True, wait=False)
        if alone:
            for pattern in _LEFT_BEHIND:
                for left in sorted(out.glob(pattern)):
                    if left.is_dir() and not left.is_symlink():
                        shutil.rmtree(left, ignore_errors=True)
                    else:
                        left.unlink(missing_ok=True)
        _lock(handle, exclusive=False)
        yield alone


@contextmanager
def turn_to_publish(out: Path) -> Iterator[None]:
    """Publish into `out` after those who came before: what they published carries its ids over to what follows."""
    with (out / PUBLISHING).open("ab") as handle:
        _lock(handle, exclusive=True)
        yield
