"""Dates."""
def find_dates(text, published, dateline, locale):
    return ()
