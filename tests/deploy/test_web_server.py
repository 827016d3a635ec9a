"""What nginx needs to send the files of the site: their modes, and the way told in docs/deploy.md."""

import os
import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

DEPLOY = (Path(__file__).parents[2] / "docs/deploy.md").read_text()


def small():
    return SimpleUploadedFile("a.pdf", b"%PDF-")


def large():
    """One that comes through a temporary file, which only its owner may read."""
    upload = TemporaryUploadedFile("a.pdf", "application/pdf", 5, None)
    upload.write(b"%PDF-")
    upload.seek(0)
    return upload


@pytest.mark.parametrize("upload", [small, large])
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_the_group_reads_what_is_stored_and_others_do_not(tmp_path, upload, umask):
    storage = FileSystemStorage(location=tmp_path / "private")
    sent = upload()
    before = os.umask(umask)
    try:
        name = storage.save("guides/2017/a.pdf", sent)
    finally:
        os.umask(before)
    sent.close()
    path = Path(storage.path(name))
    assert path.stat().st_mode & 0o777 == 0o640
    for folder in (path.parent, path.parent.parent, tmp_path / "private"):
        assert folder.stat().st_mode & 0o777 == 0o750


def test_nginx_is_put_into_the_group_that_owns_the_folder():
    made = re.search(r"install -d -o (\w+) -g (\w+) -m 750 /srv/guides/data", DEPLOY)
    assert f"usermod -aG {made[2]} www-data" in DEPLOY[made.end() :]


def test_the_web_server_keeps_the_private_folder_and_documents_to_itself():
    server = DEPLOY.partition("### nginx")[2].partition("### ")[0]
    assert re.search(r"location /private-files/ \{\s+internal;", server)
    assert re.search(r"location /media/documents/ \{ return 404; \}", server)
