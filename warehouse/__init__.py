"""What is a row, and where does it live? Imports nothing from the other folders."""
