"""Small figures around a plan: on the road, flat rate, affordability, cash or loan."""
