"""From bytes to chunks: read, clean, simplify, sections, chunks."""
