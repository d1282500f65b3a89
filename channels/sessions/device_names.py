"""What a customer calls the device he sits at, from what its browser says of itself.

Only the words of `wording.yml` are kept, never the browser's own line.
"""

from channels.wording import listed

_LONGEST = 400


def device_name(user_agent: str) -> str:
    """For instance the telephone's make and the application, in Chinese."""
    agent = user_agent[:_LONGEST].lower()
    machine = next((zh for mark, zh in listed("devices.machines") if mark in agent), None)
    program = next((zh for mark, zh in listed("devices.programs") if mark in agent), None)
    parts = [part for part in (machine, program) if part]
    return " · ".join(parts) or dict(listed("devices.unknown"))["name"]
