"""Rules that judge a document as a whole: what is published, its chapters, its name."""
