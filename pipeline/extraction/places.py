"""Places."""
def find_places(text):
    return ()
