"""Per-turn waste of Rasa 3.6.21, removed where that is safe."""


def apply() -> None:
    pass
