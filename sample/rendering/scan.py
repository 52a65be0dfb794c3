"""A PDF becomes a scan of itself: grey page images, a little crooked and noisy, with no text layer."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 150


def scan_pdf(pdf: Path, path: Path, *, turn: int = 0, tilt: float = 0.4, seed: int = 7) -> None:
    """Write an image-only PDF of `pdf`. `turn` is how the sheet lay in the scanner (0, 90, 180 or 270 degrees),
    `tilt` how crooked in degrees; `seed` fixes the noise.
    """
    size = (A4[1], A4[0]) if turn % 180 else A4
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    grain = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    for index in range(len(document)):
        page = document[index].render(scale=DPI / 72).to_pil().convert("L").rotate(turn, expand=True)
        canvas.drawImage(ImageReader(_copied(page, tilt if index % 2 else -tilt, grain)), 0, 0, *size)
        canvas.showPage()
    document.close()
    canvas.save()


def _copied(page: Image.Image, tilt: float, grain: np.random.Generator) -> io.BytesIO:
    turned = page.rotate(tilt, fillcolor=255, resample=Image.Resampling.BICUBIC)
    pixels = np.asarray(turned, dtype=np.int16)
    noisy = np.clip(pixels - 6 + grain.integers(-5, 6, pixels.shape), 0, 255).astype(np.uint8)
    memory = io.BytesIO()
    Image.fromarray(noisy).save(memory, "JPEG", quality=55)
    memory.seek(0)
    return memory
