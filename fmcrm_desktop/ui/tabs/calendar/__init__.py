"""The calendar tab: day, week and month of everything dated."""
