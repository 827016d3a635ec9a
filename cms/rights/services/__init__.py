"""Every write about rights: erasing, copies, requests, and whose time is up."""
