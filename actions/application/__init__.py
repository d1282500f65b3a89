"""The application in the talk: applying, where it stands, taking it back, review, delivery."""
