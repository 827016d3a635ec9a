"""Pages that tell: home, sections, stories, case studies, people and partners."""
