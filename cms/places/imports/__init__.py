"""Bringing in the data of others: postcodes, areas, school holidays."""
