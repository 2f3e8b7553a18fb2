"""Finding what there is to read: files below a folder in a fixed order, whatever else lies there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Rejection


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A regular file: where it is and how it is called (relative to what was asked for, `/` between parts)."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FolderOpened:
    """The walk goes into a folder; `name` ends in `/`, or is empty for the outermost."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FolderClosed:
    """The walk has seen all that is in the folder opened last."""


def printable_name(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 replaced, so that it can be stored anywhere."""
    return os.fsencode(name).decode("utf-8", "replace")


def walk(
    folder: Path, name: str = "", document_suffixes: frozenset[str] = frozenset()
) -> Iterator[SourceFile | FolderOpened | FolderClosed | Rejection]:
    """All files below `folder`, sorted by the parts of their path; links to folders are not followed.

    Hidden files and folders (a dot in front) are passed over. What is neither a file nor a
    folder, or can't be looked at, comes as a rejection; so does a folder that is named like a
    document, though its content is read.
    """
    yield FolderOpened(folder, name)
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda each: each.name)
    except OSError as error:
        yield Rejection(name or printable_name(folder.name), "unreadable_folder", f"{reason_of(error)}.")
        entries = []
    for entry in entries:
        shown = name + printable_name(entry.name)
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if path.suffix.lower() in document_suffixes:
                yield Rejection(
                    shown, "not_a_file", "This is a folder, though named like an article; what is in it was read."
                )
            yield from walk(path, f"{shown}/", document_suffixes)
        elif problem := not_a_file(path):
            yield Rejection(shown, *problem)
        else:
            yield SourceFile(path, shown)
    yield FolderClosed()


def not_a_file(path: Path) -> tuple[str, str] | None:
    """Why `path` is no regular file that can be opened, as a rejection's reason and sentence, or None.

    Looks only at what kind of thing it is: a pipe or device is never opened, so nothing blocks.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.is_symlink():
            return "unreadable_file", f"The link leads nowhere: {reason_of(error)}."
        return "unreadable_file", f"{reason_of(error)}."
    if stat.S_ISDIR(mode):
        return "not_a_file", "This is a link to a folder, which is not followed."
    if not stat.S_ISREG(mode):
        return "not_a_file", "This is neither a file nor a folder (a pipe, socket or device)."
    return None


def reason_of(error: OSError) -> str:
    """What the system says of a failed access, without path or traceback."""
    return error.strerror or type(error).__name__
