"""Makers of broken and hostile input."""
