"""Text has one form at every door; what nobody can see or what misleads is refused; searches fold case and accents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.errors import InvalidInput
from graphapi.journal.editing import checked_id, checked_text
from graphapi.text import GLOBAL_ID_MARK, cleaned, fault_in, folded

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
# Words of letters with accents, ligatures, fillers, signs that only format, and Hangul in pieces.
_HARD = (
    "aZéE\u0301\u0308ßſﬁİıØœŁʼ’\u200d\u200b\ufeff\u202e\u00ad가\u1100\u1161カ\u3099ｶﾞ"
    "क\u093c\u0915\u093c\u0e01\u0e38\u05b0\u064e\u1e9eϓΐ "
)


@given(texts | st.text(_HARD, max_size=12))
def test_cleaning_and_folding_twice_change_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once == unicodedata.normalize("NFC", once)
    assert folded(folded(text)) == folded(text)


@given(texts | st.text(_HARD, max_size=12))
def test_every_spelling_of_a_text_is_stored_and_found_as_one(text: str) -> None:
    spellings = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert len({cleaned(f"\ufeff {each}\u200b\n") for each in spellings}) == 1
    assert len({folded(each) for each in (*spellings, unicodedata.normalize("NFKC", text))}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "zoe"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("SØREN", "soren"),
        ("Đorđe", "dorde"),
        ("Weiß", "WEISS"),
        ("İpek", "ipek"),
        ("Æsa", "aesa"),
        ("O’Brien", "o'brien"),
        ("Smith‑Jones", "smith-jones"),
        ("Ｊｏ\u3000Ｌｅｅ", "jo  lee"),
        ("Пётр", "петр"),
        ("Άννα", "αννα"),
        ("مُحَمَّد", "محمد"),
        ("Ada\u200dLee", "AdaLee"),
    ],
)
def test_case_and_accents_make_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("कि", "की"), ("ป่า", "ป้า"), ("C", "C++"), ("가", "각")])
def test_what_makes_another_word_stays(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["Zoë", "علی\u200cرضا", "\u200fשלום (א)", "👩\u200d💻", "李", "…"])
def test_names_of_all_scripts_are_taken_as_they_are(text: str) -> None:
    assert checked_text(text, 200, ["name"], "A name") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\u200b", "must have 1 to 200 characters; you sent 0"),
        ("\u200d\u200f", "has only invisible characters"),
        ("\u3164", "has only invisible characters"),
        ("\u0301", "has only invisible characters"),
        ("Ada\u202egnik", r"U\+202E at position 4, which changes the writing direction"),
        ("\u2067Ada", r"U\+2067 at position 1"),
        ("A\u2028da", r"control character U\+2028 at position 2"),
        ("A\x00da", r"control character U\+0000"),
        ("\ud800", r"control character U\+D800"),
    ],
)
def test_what_nobody_sees_or_what_misleads_is_refused(text: str, reason: str) -> None:
    for check in (
        lambda: checked_text(text, 200, ["name"], "A name"),
        lambda: checked_id(text, ["name"], "A name"),
    ):
        with pytest.raises(InvalidInput, match=reason) as caught:
            check()
        assert caught.value.path == ("name",)


@given(texts)
def test_an_id_never_begins_like_one_of_the_api(text: str) -> None:
    try:
        stored = checked_id(text, ["id"])
    except InvalidInput:
        return
    assert not stored.startswith(GLOBAL_ID_MARK)
    assert checked_id(stored, ["id"]) == stored
    assert fault_in(stored) is None
