"""Languages by the names that libraries have for them."""

from __future__ import annotations

BABEL = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}
"""Babel's names, which BibLaTeX takes, by ISO 639-1."""
_CODES = {name: code for code, name in BABEL.items()} | {
    "american": "en",
    "british": "en",
    "usenglish": "en",
    "ukenglish": "en",
    "ngerman": "de",
    "austrian": "de",
    "french": "fr",
    "francais": "fr",
    "brazilian": "pt",
    "deutsch": "de",
    "français": "fr",
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
}


def language_of(text: str) -> str:
    """A language's code, where the name is known; else as it stands.

    >>> language_of("ngerman"), language_of("en-US"), language_of("Latin")
    ('de', 'en-US', 'Latin')
    """
    return _CODES.get(text.lower(), text)
