"""Requests to be called back by a person, with the promise until when."""
