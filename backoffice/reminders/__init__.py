"""Reminders and notices of running loans: planned in sets, said once, while they are true."""
