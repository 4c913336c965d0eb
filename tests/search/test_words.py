"""What a text and a question have in common."""

import pytest

from fardplan.search.words import COMPOUND, indexed, parts_of, stem, terms_of, words_of


@pytest.mark.parametrize(
    "text, words",
    [
        ("Nära vård", ["nära", "vård"]),
        ("Én idé, ÜBER allt", ["en", "ide", "uber", "allt"]),
        ("dnr 2024/117-3", ["dnr", "2024", "117", "3"]),
        ("vård vård Vård", ["vård"]),
        ("👩‍⚕️ … –", []),
        ("under_score", ["under", "score"]),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    "word, part", [("demensarbete", "arbete"), ("samarbetet", "arbetet"), ("vårdplanering", "planering"), ("äldreomsorgen", "omsorgen")]
)
def test_the_last_part_of_a_compound(word, part):
    assert part in parts_of(word)


@pytest.mark.parametrize("word", ["vård", "arbete", "2024", "covid19", "x" * COMPOUND])
def test_what_has_no_parts(word):
    assert parts_of(word) == ()


def test_a_part_could_begin_a_word():
    assert "rbete" not in parts_of("samarbete")
    assert all(set(part) & set("aeiouyåäö") for part in parts_of("demensarbete"))


@pytest.mark.parametrize(
    "asked, there",
    [
        ("arbeten", "arbetet"),
        ("kommunernas", "kommunen"),
        ("verksamheterna", "verksamhet"),
        ("planering", "planeringen"),
        ("demens", "demensarbete"),
        ("möten", "mötet"),
        ("vård", "vården"),
    ],
)
def test_a_question_finds_other_forms(asked, there):
    assert there.startswith(stem(asked))


def test_small_words_are_left_out_of_a_question():
    assert [term.word for term in terms_of("vård och omsorg i hemmet")] == ["vård", "omsorg", "hemmet"]
    assert [term.word for term in terms_of("och i")] == ["och", "i"]
    assert terms_of("–  …") == ()


def test_a_word_counts_where_it_counts_most():
    words = indexed("Demensarbete", "Arbete med demens")
    assert words.head == ("demensarbete",)
    assert "arbete" in words.head_parts
    assert words.body == ("med", "demens")


def test_a_very_long_text_is_found_by_its_beginning():
    words = indexed("Rubrik", "början " + "mitten " * 300_000 + "slutet")
    assert words.body[:2] == ("början", "mitten")
    assert "slutet" not in words.body
