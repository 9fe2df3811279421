"""The validator: claims and a source text in, a verdict for every number out."""
