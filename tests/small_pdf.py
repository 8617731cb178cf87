"""A PDF written by hand: text at given places and sizes, no more."""

from __future__ import annotations

from collections.abc import Sequence

Piece = tuple[float, float, float, str]
"""x, y from the page's foot, size, text."""


def pdf(pages: Sequence[Sequence[Piece]]) -> bytes:
    """A PDF of ``pages`` of A4."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    kids: list[int] = []
    for pieces in pages:
        stream = b""
        for x, y, size, text in pieces:
            shown = (
                text.encode("cp1252", "replace")
                .replace(b"\\", b"\\\\")
                .replace(b"(", b"\\(")
                .replace(b")", b"\\)")
            )
            stream += b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (size, x, y, shown)
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % content
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def typeset(title: str, sections: Sequence[tuple[str, Sequence[str]]], notes: Sequence[str]) -> bytes:
    """A paper with notes at the feet of its pages; markers in its text are ``[n]``, raised in the PDF."""
    import re
    import textwrap

    pages: list[list[Piece]] = []
    page: list[Piece] = [(72, 770, 20, title)]
    y = 730.0
    pending: list[tuple[int, str]] = []
    carried: list[str] = []

    def foot() -> None:
        """Set the notes of this page, at most eight lines; the rest runs on over the page."""
        nonlocal carried, pending, page, y
        lines: list[tuple[str | None, str]] = [(None, part) for part in carried]
        carried = []
        for number, text in pending:
            wrapped = textwrap.wrap(text, 110)
            lines.append((str(number), wrapped[0]))
            lines += [(None, part) for part in wrapped[1:]]
        at = 150.0
        for place, (number_, text) in enumerate(lines):
            if place >= 10 and number_ is None:
                carried.append(text)
                continue
            if number_ is not None:
                page.append((72, at + 3, 5, number_))
                page.append((78, at, 8, text))
            else:
                page.append((72, at, 8, text))
            at -= 9.5
        page.append((290, 30, 10, str(len(pages) + 1)))
        pages.append(page)
        page, y, pending = [], 770.0, []

    for heading, paragraphs in sections:
        if y < 260:
            foot()
        page.append((72, y, 14, heading))
        y -= 24
        for paragraph in paragraphs:
            for shown in textwrap.wrap(paragraph, 84):
                if y < 190:
                    foot()
                x = 72.0
                for part in re.split(r"(\[[0-9]+\])", shown):
                    if re.fullmatch(r"\[[0-9]+\]", part):
                        page.append((x, y + 4, 6, part[1:-1]))
                        x += 3.4 * (len(part) - 2)
                        number = int(part[1:-1])
                        pending.append((number, notes[number - 1]))
                    elif part:
                        page.append((x, y, 10.5, part))
                        x += 4.62 * len(part)
                y -= 13
            y -= 9
    foot()
    if carried:
        foot()
    return pdf(pages)
