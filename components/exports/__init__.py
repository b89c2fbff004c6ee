"""Exports: records in, bytes out."""
