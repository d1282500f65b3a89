"""Names of kept numbers: letters only, so that no reader of values takes one for a figure."""

from channels.vault.cipher import Cipher
from channels.vault.numbers import Kind

_LETTERS = "abcdef"
LENGTH = 20


def token_for(cipher: Cipher, conversation_id: str, kind: Kind, value: str) -> str:
    """The token of `value` in a conversation: the same number gets the same token there.

    Hexadecimal letters without digits; about 51 bits, keyed, so that it says nothing outside.
    """
    number = int.from_bytes(cipher.digest(f"{conversation_id}|{kind}|{value}")[:16], "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)
