"""Structured extraction from Chinese government reports, with every number checked against its source."""
