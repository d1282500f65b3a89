"""The end of a lease: three ways, what each costs, and the appointment of a return."""
