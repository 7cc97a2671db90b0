"""Certificates of an authority made for a test, which nobody else trusts."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """One that signs certificates; ``file`` is what those who trust it are given."""

    file: Path
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def server(self, address: str = "127.0.0.1") -> ssl.SSLContext:
        """Return what a server at an address shows to prove who it is."""
        key = ec.generate_private_key(ec.SECP256R1())
        place = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        signed = _begun("a server", self.certificate.subject, key).add_extension(place, False)
        shown = signed.sign(self.key, hashes.SHA256())
        file = self.file.with_name(f"{address}.pem")
        file.write_bytes(_pem(shown) + _pem(key))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def authority(folder: Path) -> Authority:
    """Make an authority whose files are in ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of tests")])
    begun = _begun("an authority of tests", name, key)
    rights = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    ca = begun.add_extension(x509.BasicConstraints(True, None), True).add_extension(rights, True)
    certificate = ca.sign(key, hashes.SHA256())
    file = folder / "authority.pem"
    file.write_bytes(_pem(certificate))
    return Authority(file, certificate, key)


def _begun(
    subject: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _pem(made: x509.Certificate | ec.EllipticCurvePrivateKey) -> bytes:
    if isinstance(made, x509.Certificate):
        return made.public_bytes(serialization.Encoding.PEM)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
