"""What comes in and goes out as plain rows: no session, no window, no database."""
