"""In what order? No logic; reads like a table of contents."""
