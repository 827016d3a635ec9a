"""Guide documents made from structured content: one source, a tagged PDF and an editable Word file."""
