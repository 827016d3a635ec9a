"""Reads about people and organisations that go across models."""
