"""Original sample articles, with their sidecar and annotations: the default batch."""
