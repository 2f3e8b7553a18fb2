"""The command line: the same functions that the Dagster assets call, without Dagster."""

from __future__ import annotations

import os

import typer
from rich.text import Text

from pipeline.commands import dataset as dataset
from pipeline.commands import reading as reading
from pipeline.commands import releases as releases
from pipeline.commands.application import UserError
from pipeline.commands.application import app as app
from pipeline.printable import printable
from pipeline.terminal import notes


def main() -> None:
    """Run the command line.

    What the user can mend is one line on standard error and exit status 2; a fault of the program
    is one line and exit status 1, with the traceback where MINERALS_TRACEBACK is set.
    """
    try:
        status = app(standalone_mode=False)
    except typer.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except (KeyboardInterrupt, typer.Abort):
        notes.print("minerals: interrupted")
        raise SystemExit(130) from None
    except Exception as error:
        raise SystemExit(_failed(error)) from None
    raise SystemExit(status if isinstance(status, int) else 0)


def _failed(error: Exception) -> int:
    """Tell an error in one line; the exit status that it means."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return 2  # the help has been shown
    told = str(error)
    expected = isinstance(error, UserError | OSError | ValueError | RuntimeError)
    if hasattr(error, "format_message"):  # a command line that can't be understood
        told, expected = f"{error.format_message().rstrip('. ')}. Try `minerals --help`.", True
    elif isinstance(error, OSError) and error.strerror and error.filename:
        told = f"{error.filename}: {error.strerror}"
    elif not expected:
        told = f"{type(error).__name__}: {told} (a fault of this program; set MINERALS_TRACEBACK=1 to see where)"
    if os.environ.get("MINERALS_TRACEBACK"):
        notes.print_exception()
    notes.print(Text(f"minerals: {printable(' '.join(told.split()))}", style="red"), soft_wrap=True)
    return 2 if expected else 1


if __name__ == "__main__":
    main()
