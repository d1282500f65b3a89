"""Papers: taken in, kept encrypted, read, judged, listed by what is needed."""
