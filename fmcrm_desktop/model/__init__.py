"""What things are: tables, value types and pure rules; no window, no session."""
