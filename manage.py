#!/usr/bin/env python
"""Run a management command with the development settings, unless told otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    from cms.core.failures import run_command

    run_command(sys.argv)
