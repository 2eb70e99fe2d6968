"""Whether a document that came inside a message is a PDF of a size that may be kept."""

from __future__ import annotations

import base64
import binascii

MOST_DOCUMENT = 6 * 2**20  # a report of 200 pages with a logo is under 2 MB


def pdf_of(text: str) -> tuple[bytes | None, str]:
    """The bytes of a base64 document, or None with the reason why it is not kept."""
    if len(text) > MOST_DOCUMENT * 4 // 3 + 100_000:
        return None, f"The document is larger than {MOST_DOCUMENT // 2**20} MB and is not kept."
    packed = "".join(text.split())
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None, "The document inside is damaged and is not kept."
    if not data.startswith(b"%PDF-"):
        return None, "The document inside is not a PDF and is not kept."
    if b"%%EOF" not in data[-2_048:]:
        return None, "The PDF inside is cut off and is not kept."
    if len(data) > MOST_DOCUMENT:
        return None, f"The document is larger than {MOST_DOCUMENT // 2**20} MB and is not kept."
    return data, ""
