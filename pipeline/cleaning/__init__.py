"""Raw text in; lines told apart, clean text and metadata out."""
