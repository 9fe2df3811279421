"""The model: the only importer of openai, instructor, tenacity and diskcache."""
