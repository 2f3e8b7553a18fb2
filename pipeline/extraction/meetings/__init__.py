"""meetings."""
def find_meetings(document):
    return ()
