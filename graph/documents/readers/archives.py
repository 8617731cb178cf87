"""Parts of a ZIP file, and XML, from somebody we do not trust."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ...errors import FileError, LimitError

if TYPE_CHECKING:
    from .source import Source

LARGEST_PART = 100 * 2**20
MOST_RATIO = 200
_SMALL = 2**20
"""A part that unpacks to no more is harmless, however well it was packed."""


def _open(source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileError(
            f"{source.name} is damaged: it is cut off or no whole ZIP file", "save the document anew"
        ) from error


def names(source: Source) -> frozenset[str]:
    """The names of the parts of the ZIP file ``source``. Raises FileError."""
    with _open(source) as archive:
        return frozenset(archive.namelist())


def part(source: Source, name: str, *, needed: bool = True) -> bytes | None:
    """The part ``name``; ``None`` where it is not there and not ``needed``.

    Raises FileError for what is damaged or encrypted, LimitError for what unpacks to too much.
    """
    with _open(source) as archive:
        try:
            info = archive.getinfo(name)
        except KeyError as error:
            if not needed:
                return None
            raise FileError(
                f"{source.name} has no part {name}: it is damaged", "save the document anew"
            ) from error
        if info.flag_bits & 1:
            raise FileError(f"{source.name} is protected by a password", "save it without one")
        most = min(LARGEST_PART, max(_SMALL, MOST_RATIO * info.compress_size))
        if info.file_size > most:
            raise _too_large(source, name)
        try:
            with archive.open(info) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FileError(
                f"{source.name} is damaged: its part {name} cannot be unpacked", "save the document anew"
            ) from error
        except Exception as error:  # zlib.error and its like have no common base
            raise FileError(
                f"{source.name} is damaged: its part {name} cannot be unpacked", "save the document anew"
            ) from error
        if len(data) > most:
            raise _too_large(source, name)
        return data


def _too_large(source: Source, name: str) -> LimitError:
    return LimitError(
        f"{source.name}: its part {name} unpacks to more than {LARGEST_PART // 2**20} MB or "
        f"{MOST_RATIO} times its size; it was not opened",
        "save the document anew in a word processor",
    )


def xml(data: bytes, name: str) -> Any:
    """The root of the XML ``data``: no entity is expanded, nothing fetched. Raises FileError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = getattr(error, "lineno", None) or 1
        raise FileError(
            f"{name}:{line}: it is no well-formed XML: {error.msg}", "save the document anew"
        ) from error
    except ValueError as error:
        raise FileError(f"{name} is no XML: {error}", "save the document anew") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FileError(
            f"{name} declares entities, which are refused: they may unfold without end or fetch files",
            "save it without a DOCTYPE",
        )
    return root


def local(element: Any) -> str:
    """The name of ``element`` without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
