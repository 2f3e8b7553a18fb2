"""One clean article in; typed records with their evidence out."""
