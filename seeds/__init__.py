"""What do we know that is not code? Data only: profiles, lexicons, models, sample pages."""
