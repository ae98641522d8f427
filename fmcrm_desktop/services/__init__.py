"""What the office does: one file a subject, functions only, called through the door."""
