"""The schema's version, known without loading the migration tool; a test holds it against the newest migration."""

VERSION = 10
REVISION = f"{VERSION:04d}"
