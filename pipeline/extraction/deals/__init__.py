"""deals."""
def find_deals(document):
    return ()
