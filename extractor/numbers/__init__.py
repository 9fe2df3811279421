"""Every number mention in a Chinese text."""
