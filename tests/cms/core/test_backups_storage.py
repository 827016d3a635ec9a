"""Files in S3-compatible storage are backed up and put back through the same commands."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

pytestmark = [pytest.mark.slow, pytest.mark.scale, pytest.mark.xdist_group("scale")]

FILL = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
storages["private"].save("guides/one.pdf", ContentFile(b"%PDF-" + b"guide" * 3_000_000))
storages["private"].save("guides/deep/er/two é.pdf", ContentFile(b"two"))
storages["private"].save("erasures/one.entry", ContentFile(b"{}"))
storages["default"].save("images/a.png", ContentFile(b"picture"))
"""
LATER = """
from django.core.files.base import ContentFile
from django.core.files.storage import storages
storages["private"].save("guides/later.pdf", ContentFile(b"later"))
storages["private"].save("erasures/two.entry", ContentFile(b"{}"))
storages["default"].delete("images/a.png")
storages["default"].save("images/a.png", ContentFile(b"another"))
"""


@pytest.fixture(scope="module")
def storage():
    """An S3 server inside this process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-west-2",
        aws_access_key_id="key",
        aws_secret_access_key="a-secret-of-the-storage",
    )
    yield endpoint, client
    client.close()
    server.stop()


@pytest.fixture
def buckets(storage):
    """A function that makes two buckets and says by which settings a site finds them."""
    endpoint, client = storage

    def make(name: str) -> dict[str, str]:
        for kind in ("private", "pictures"):
            client.create_bucket(
                Bucket=f"{name}-{kind}", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
            )
        return {
            "S3_ENDPOINT_URL": endpoint,
            "S3_REGION": "eu-west-2",
            "S3_ACCESS_KEY_ID": "key",
            "S3_SECRET_ACCESS_KEY": "a-secret-of-the-storage",
            "S3_ADDRESSING_STYLE": "path",
            "PRIVATE_S3_BUCKET": f"{name}-private",
            "MEDIA_S3_BUCKET": f"{name}-pictures",
        }

    return make


def objects(storage, name: str) -> dict[str, bytes]:
    """Everything in the two buckets of a site."""
    _endpoint, client = storage
    return {
        f"{kind}/{found['Key']}": client.get_object(Bucket=f"{name}-{kind}", Key=found["Key"])["Body"].read()
        for kind in ("private", "pictures")
        for found in client.list_objects_v2(Bucket=f"{name}-{kind}").get("Contents", [])
    }


def test_buckets_come_back(new_machine, prepared, storage, buckets, tmp_path):
    site = new_machine("site", like=prepared, **buckets("here"))
    assert site.shell(FILL).returncode == 0
    before = objects(storage, "here")
    assert len(before) == 4
    site.manage("backup", tmp_path / "a.zip")

    clean = new_machine("clean", **buckets("there"))
    done = clean.run("restore", tmp_path / "a.zip")
    assert done.returncode == 0, done.stderr
    assert "a-secret-of-the-storage" not in done.stdout + done.stderr
    assert objects(storage, "there") == before

    assert site.shell(LATER).returncode == 0
    later = objects(storage, "here")
    refused = site.run("restore", tmp_path / "a.zip")
    assert refused.returncode == 1
    assert objects(storage, "here") == later
    failed = site.shell(f"""
        from django.core.management import call_command
        from cms.core.signals import restored
        def stumble(sender, **more):
            raise RuntimeError("no")
        restored.connect(stumble)
        call_command("restore", {str(tmp_path / "a.zip")!r}, "--replace")
    """)
    assert failed.returncode == 1
    assert objects(storage, "here") == later
    site.manage("restore", tmp_path / "a.zip", "--replace")
    after = objects(storage, "here")
    assert after.pop("private/erasures/two.entry") == b"{}"
    assert after == before
