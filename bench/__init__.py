"""Measurements behind `make bench`. Each part runs in processes of its own and prints JSON."""
