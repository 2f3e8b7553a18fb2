"""Running the pure rooms over many articles: chunks, the cache of results, local and Ray workers."""
