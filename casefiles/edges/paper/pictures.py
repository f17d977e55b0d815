"""Photographs made ready for the file: turned upright, in plain RGB or grey, no larger than print needs."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

_MOST = 900
"""Longest side in pixels: a one-inch photo at 300 dpi needs 413, a photo of 75 mm needs 886."""


class Ready(NamedTuple):
    """A picture as the file will hold it."""

    data: bytes
    width: int
    height: int
    space: str
    filter: str
    digest: str


@lru_cache(maxsize=64)
def ready(data: bytes) -> Ready | None:
    """The picture ready to be embedded; None if the bytes are not a picture that can be read."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            turned = image.getexif().get(0x0112, 1) != 1
            plain = image.format == "JPEG" and image.mode in {"RGB", "L"}
            if plain and not turned and max(image.size) <= _MOST:
                space = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
                return Ready(data, *image.size, space, "DCTDecode", hashlib.sha256(data).hexdigest())
            upright = ImageOps.exif_transpose(image)
            if upright.mode in {"RGBA", "LA", "P", "PA"}:
                clear = upright.convert("RGBA")
                ground = Image.new("RGBA", clear.size, "white")
                ground.alpha_composite(clear)
                upright = ground
            upright = upright.convert("RGB")
            upright.thumbnail((_MOST, _MOST))
            packed = io.BytesIO()
            upright.save(packed, "JPEG", quality=88, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    made = packed.getvalue()
    return Ready(made, *upright.size, "DeviceRGB", "DCTDecode", hashlib.sha256(made).hexdigest())
