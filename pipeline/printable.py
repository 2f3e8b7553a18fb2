"""Words of an article made safe to show in a terminal."""


def printable(text: str) -> str:
    """The text with white space as plain spaces and control characters made visible, one for one.

    An article must not steer the terminal of its reader; lengths stay the same, so that spans still fit.
    """
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
