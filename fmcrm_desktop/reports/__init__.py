"""What goes on paper: a frozen dataclass in, a PDF out."""
