"""The tests themselves stay on this machine."""

import socket

import pytest


def test_no_test_reaches_beyond_this_machine():
    with pytest.raises(RuntimeError, match="only this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match="only this machine"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
