"""The service: the same pipeline over HTTP, with jobs that survive whatever kills the process."""
