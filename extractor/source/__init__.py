"""From bytes to chunks; each stage is imported from its own module."""
