"""What must be fast, beside the least the same work costs on the same machine in the same run."""
