"""The way to a server proves itself by its certificate, or nothing is sent (trust.md S8)."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from drugcourt.casework import desk
from drugcourt.errors import Refusal
from drugcourt.exchange.resources import resource
from drugcourt.records.addresses import ServerAddress, address_of
from tests import servers
from tests.conftest import CHEAP, PASSWORD, TODAY

pytestmark = pytest.mark.usefixtures("server")  # where no server is installed, nothing is to try


def certificate(folder: Path, name: str) -> None:
    """A certificate that vouches for itself, for `localhost` and for no other name."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / f"{name}.crt").write_bytes(made.public_bytes(pem))
    secret = folder / f"{name}.key"
    secret.touch(mode=0o600)
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


@dataclass(frozen=True, slots=True)
class Office:
    """A server that is reached over the network, and what vouches for it."""

    port: int
    known: Path
    unknown: Path

    def address(self, host: str, vouched_by: Path) -> ServerAddress:
        way = f"sslmode=verify-full&sslrootcert={vouched_by}"
        return address_of(f"postgresql://{servers.OWNER}@{host}:{self.port}/postgres?{way}")


def running(folder: Path, *, encrypts: bool) -> Iterator[Office]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("known", "unknown"):
        certificate(folder, name)

    def prepare(server: Path) -> dict[str, str]:
        reached = {"listen_addresses": "localhost", "port": str(port)}
        if not encrypts:
            return reached
        for ending in ("crt", "key"):
            copy = Path(shutil.copy(folder / f"known.{ending}", server / f"server.{ending}"))
            copy.chmod(0o600)
            if os.getuid() == 0:
                shutil.chown(copy, servers.OWNER, servers.OWNER)
        return reached | {
            "ssl": "on",
            "ssl_cert_file": f"{server}/server.crt",
            "ssl_key_file": f"{server}/server.key",
        }

    with servers.running(servers.programs()[0], prepare):
        yield Office(port, folder / "known.crt", folder / "unknown.crt")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from running(tmp_path, encrypts=True)


@pytest.fixture
def plain_office(tmp_path: Path) -> Iterator[Office]:
    yield from running(tmp_path, encrypts=False)


def test_a_server_that_proves_itself_is_used_encrypted_and_any_other_is_sent_nothing(
    office: Office,
) -> None:
    program = resource("programs", "five-phase.toml").read_text("utf-8")
    right = office.address("localhost", office.known)
    court = desk.new_desk(right, PASSWORD, court="Cedar", program_text=program, cost=CHEAP)
    asked = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    assert court.read(lambda db: db.scalar(asked)) is True
    court.close()
    for host, vouched_by in (("localhost", office.unknown), ("127.0.0.1", office.known)):
        with pytest.raises(Refusal, match="could not prove that it is the right one"):
            desk.open_desk(office.address(host, vouched_by), PASSWORD, as_of=TODAY)


def test_a_server_that_does_not_encrypt_is_refused(plain_office: Office) -> None:
    with pytest.raises(Refusal, match="could not prove that it is the right one"):
        desk.open_desk(plain_office.address("localhost", plain_office.known), PASSWORD)
