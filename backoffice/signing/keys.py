"""Private keys at rest: encrypted with a key derived from the deployment's secret."""

import base64
import secrets

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PrivateKey = EllipticCurvePrivateKey | RSAPrivateKey
NONCE_BYTES = 12


class KeyBox:
    """Seals and opens private keys; a key sealed under one name opens under no other."""

    def __init__(self, secret: str) -> None:
        derive = HKDF(hashes.SHA256(), 32, salt=None, info=b"signing authority")
        self._cipher = AESGCM(derive.derive(base64.b64decode(secret)))

    def seal(self, name: str, key: PrivateKey) -> bytes:
        """The key, encrypted."""
        plain = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, name.encode())

    def open(self, name: str, sealed: bytes) -> PrivateKey:
        """The key that was sealed under `name`."""
        nonce, cipher = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        plain = self._cipher.decrypt(nonce, cipher, name.encode())
        key = serialization.load_der_private_key(plain, password=None)
        assert isinstance(key, (EllipticCurvePrivateKey, RSAPrivateKey))
        return key
