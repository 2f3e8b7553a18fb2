"""From raw news articles to an open dataset of meetings and deals over critical minerals."""
