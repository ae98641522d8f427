"""The Calls tab: its sections stand in files of their own."""
