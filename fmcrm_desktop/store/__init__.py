"""How things are kept: the only room that opens the database."""
