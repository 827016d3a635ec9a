"""What answers a request about places."""
