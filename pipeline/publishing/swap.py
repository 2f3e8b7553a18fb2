"""Putting a finished folder in the place of an older one, so that no reader sees it half done."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A new folder beside `target` to write into; it takes the place of `target` when the block ends well.

    The two folders change places in one step (Linux `renameat2`), so that a path below `target`
    always leads to a whole folder, the old or the new. Where the file system can't do that, the
    old folder is renamed away first and the path is missing for the moment between two renames.
    When the block fails, `target` stays as it was. `target` may be missing, a folder or a link.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield aside
        aside.chmod(0o755)
        replace_folder(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder `new` in the place of `target`.

    What stood there goes to the hidden folder `.NAME-before` until the next time, so that a reader who has
    it open can read it to the end.
    """
    if target.is_symlink() or target.is_file():
        target.unlink()
    if not target.exists():
        new.rename(target)
        return
    before = target.with_name(f".{target.name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if _exchange(new, target):
        new.rename(before)
        return
    target.rename(before)
    new.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system does not offer it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0


def write_whole(file: Path, content: bytes) -> None:
    """Write a file aside and rename it into place, so that a reader sees the old or the new content, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def link(target: Path, at: Path) -> None:
    """Let `at` lead to `target` by a relative link, or by a copy where links can't be made; replaces what was there."""
    relative = os.path.relpath(target, at.parent)
    if at.is_symlink() and os.readlink(at) == relative:  # noqa: PTH115 (Path.readlink would normalise it)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{at.name}-", dir=at.parent))
    try:
        new = aside / at.name
        try:
            new.symlink_to(relative)
        except OSError:
            shutil.copyfile(target, new)
        if at.is_dir() and not at.is_symlink():
            shutil.rmtree(at)
        new.replace(at)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
