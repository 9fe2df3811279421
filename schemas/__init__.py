"""What the data is: frozen Pydantic models and value types. Imports nothing of `extractor`."""
