"""The official register of schools: read from its files, compared with what is known, and searched."""
