"""Language tags: one spelling whatever people write, and a clear word about what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapi.people.languages import canonical_language, language_name, shared_languages

_ALIKE = {
    "en": ["en", "EN", " eng ", "en_US.UTF-8"],
    "en-US": ["en-US", "en_us", "EN-us", "eng-US"],
    "en-GB": ["en_GB"],
    "de": ["ger", "deu"],
    "fr-CH": ["fre_CH"],
    "pt-BR": ["pt-br", "por-BR"],
    "zh-Hans-CN": ["ZH_hans_cn", "cmn-Hans-CN", "zh-cmn-hans-cn"],
    "yue": ["yue", "zh-yue"],
    "sr-Latn": ["sr-latn", "sh"],
    "sr-Cyrl": ["sh-cyrl"],
    "no": ["nb", "nn", "no", "nob"],
    "he": ["iw", "heb"],
    "es-419": ["ES-419"],
    "de-DE-1996": ["de-de-1996"],
    "en-GB-x-team": ["EN-gb-X-TEAM"],
    "uk": ["ukr", "UK"],
    "gsw": ["gsw"],
}


@pytest.mark.parametrize(("canonical", "said"), [(tag, said) for tag, texts in _ALIKE.items() for said in texts])
def test_a_tag_has_one_spelling(canonical: str, said: str) -> None:
    expected = canonical if "UTF-8" not in said else "en-US"
    assert canonical_language(said) == expected


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("English", "use its tag, 'en'"),
        ("Deutsch", "use its tag, 'de'"),
        ("français", "use its tag, 'fr'"),
        ("English (UK)", "use its tag, 'en'"),
        ("日本語", "use its tag, 'ja'"),
        ("cz", "such as 'cs'"),
        ("jp", "such as 'ja'"),
        ("xx", "use a tag such as"),
        ("english language", "use a tag such as"),
        ("und", "leave it out"),
        ("", "use a tag such as"),
        ("*", "use a tag such as"),
        ("d3", "use a tag such as"),
        ("e" * 40, "use a tag such as"),
    ],
)
def test_what_is_no_tag_is_refused_with_what_to_do(said: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice.replace("(", r"\(")):
        canonical_language(said)


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}", fullmatch=True))
def test_a_stored_tag_stays_as_it_is(said: str) -> None:
    try:
        tag = canonical_language(said)
    except ValueError:
        return
    assert canonical_language(tag) == tag


def test_people_share_a_language_whatever_its_region_or_script() -> None:
    for other in ("en", "en-GB", "en-US"):
        assert shared_languages(["en-US"], ["de", other]) == ["en"]
    assert shared_languages(["zh-Hans", "de"], ["zh-Hant", "de-AT"]) == ["de", "zh"]
    assert shared_languages(["yue", "sr"], ["zh", "hr"]) == []
    assert [language_name(code) for code in ("en", "yue", "qqq")] == ["English", "Cantonese", "qqq"]
