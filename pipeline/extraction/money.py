"""Money."""
def find_money(text, home_currency):
    return ()
def home_currency(source):
    return None
