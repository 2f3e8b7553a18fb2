"""Files, folders and tables of articles in, raw articles out."""
