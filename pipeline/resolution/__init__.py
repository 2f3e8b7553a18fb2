"""Records of all articles in; entities, events, statements and conflicts out."""
