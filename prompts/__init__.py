"""Prompt templates: data, in Chinese, one file per task and version, never edited once a recording cites it."""
