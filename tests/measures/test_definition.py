"""Definitions are reviewed files: what comes with Färdplan is sound, and a fault is told in Swedish with file and key."""

import json

import pytest
import yaml

from fardplan.measures import codelists, definition
from fardplan.measures import definition_rules as rules

SHIPPED = definition.shipped()


def written(tmp_path, text=None, **changed):
    """A file that extends readmission-30 and says this besides."""
    path = tmp_path / "egen.yaml"
    path.write_text(text or yaml.safe_dump({"extends": "readmission-30", "key": "egen", **changed}, allow_unicode=True), encoding="utf-8")
    return path


def test_all_eight_measures_come_with_fardplan():
    assert {each.measure for each in SHIPPED} == set(rules.PARAMETERS)
    assert {each.measure for each in SHIPPED} == set(rules.RESULTS) == set(rules.TABLES) == set(rules.EXCLUSIONS)


@pytest.mark.parametrize("each", SHIPPED, ids=lambda d: d.key)
def test_what_comes_with_fardplan_is_sound(each):
    assert each.key == each.file.removesuffix(".yaml")
    assert len({d.hash for d in SHIPPED}) == len({d.name_sv for d in SHIPPED}) == len(SHIPPED)
    assert json.loads(each.parameters_json) == dict(each.parameters)
    assert definition.load(each.key) == each
    assert each.certainty != "official", "no list or rule has been compared with an authority's own"


def test_variants_differ_by_parameters_and_shape_only():
    """A variant may not quietly change a rule: policy and exclusions are its base's."""
    base = definition.load("readmission-30")
    for each in SHIPPED:
        if each.measure == "readmission":
            assert (each.policy, each.exclusions, each.numerator_sv, each.denominator_sv) == (
                base.policy,
                base.exclusions,
                base.numerator_sv,
                base.denominator_sv,
            )


def test_the_hash_is_of_everything_that_decides(tmp_path):
    base = definition.load("readmission-30")
    assert base.with_parameters().hash == base.hash
    assert base.with_parameters(window_days=29).hash != base.hash
    assert definition.load(written(tmp_path, key="readmission-30")).hash == base.hash, "where the file lies does not matter"
    assert definition.load(written(tmp_path, key="readmission-30", version="1.1")).hash != base.hash


def test_the_hash_is_of_the_code_list_too(tmp_path):
    said = yaml.safe_load((definition.FOLDER / "codes/paverkbar-fyra.yaml").read_text(encoding="utf-8"))
    (tmp_path / "codes").mkdir()
    hashes = []
    for codes in (said["codes"], said["codes"][:-1]):
        (tmp_path / "codes/egna.yaml").write_text(yaml.safe_dump({**said, "codes": codes}), encoding="utf-8")
        path = written(tmp_path, yaml.safe_dump({"extends": "avoidable-four", "codes": "egna.yaml"}))
        hashes.append(definition.load(path).hash)
    assert hashes[0] != hashes[1]


FAULTS = [
    ({"windows": 3}, "egen.yaml, nyckel windows: är ingen nyckel här"),
    ({"name": "x"}, "Menar du name_sv?"),
    ({"version": 1.0}, "nyckel version: ska vara text"),
    ({"key": "Egen"}, "nyckel key: ska vara små bokstäver"),
    ({"measure": "readmissions"}, "nyckel measure: ska vara något av"),
    ({"parameters": {"window_days": "30"}}, "nyckel parameters.window_days: ska vara ett heltal, minst 1"),
    ({"parameters": {"window_days": True}}, "nyckel parameters.window_days: ska vara ett heltal"),
    ({"parameters": {"window_day": 30}}, "nyckel parameters.window_day: är ingen nyckel här. Menar du window_days?"),
    ({"parameters": {"readmission_admission": ["unplaned"]}}, "nyckel parameters.readmission_admission: ska vara något av"),
    ({"parameters": {"readmission_admission": ["planned", "planned"]}}, "samma ord står två gånger"),
    ({"parameters": {"same_day_counts": "ja"}}, "ska vara true eller false"),
    ({"parameters": {"follow_up_days": 29}}, "nyckel parameters.follow_up_days: ska vara minst 30"),
    ({"parameters": {"organisations": ["2281"]}}, "nyckel parameters.organisations: gäller bara"),
    ({"parameters": {"age_from": 70, "age_to": 65}}, "nyckel parameters.age_from: är högre"),
    ({"parameters": 3}, "nyckel parameters: ska ha nycklar"),
    ({"exclusions": []}, "nyckel exclusions: ska ha skälen i den ordning"),
    ({"exclusions": [{"reason": "open"}]}, "exclusions[1]: ska ha reason och rule_sv"),
    ({"breakdowns": [["organisation"]]}, "breakdowns[1]: ska ha period"),
    ({"breakdowns": [["unit", "period"]]}, "breakdowns[1]: enhet visas under"),
    ({"extends": "emergencies-after-health-care", "breakdowns": [["organisation", "unit", "period"]]}, "kommunens insatser har ingen enhet"),
    ({"extends": "days-after-ready", "breakdowns": [["organisation", "unit", "period"]]}, "enhet visas under den part"),
    ({"extends": "emergencies-80", "breakdowns": [["organisation", "period", "frailty"]]}, "skörhet finns bara på"),
    ({"breakdowns": [["organisation", "period"], ["period", "organisation"]]}, "breakdowns[2]: samma uppdelning"),
    ({"breakdowns": []}, "minst en uppdelning"),
    ({"breakdowns": "period"}, "ska vara en lista"),
    ({"period": "week"}, "nyckel period: ska vara något av month"),
    ({"age_groups": [18, 65]}, "nyckel age_groups: ska vara gruppernas lägsta"),
    ({"age_groups": [0, 80, 65]}, "nyckel age_groups"),
    ({"min_persons": 4}, "nyckel min_persons: ska vara ett heltal, minst 5"),
    ({"policy": {"nulls": ""}}, "nyckel policy.nulls: ska vara text"),
    ({"policy": {"null": "x"}}, "Menar du nulls?"),
    ({"codes": "paverkbar-fyra.yaml"}, "nyckel codes: det här måttet har ingen kodlista"),
    ({"standardise": {"by": ["sex"], "standard": "esp-2013.yaml"}}, "nyckel standardise: ska ha by"),
    ({"standardise": {"by": ["age_group"], "standard": "esp.yaml"}}, "nyckel standardise.standard: filen finns inte"),
    ({"standardise": {"by": ["age_group"], "standard": "../../errors.py"}}, "filen finns inte"),
    ({"standardise": {"by": ["age_group"], "standard": "esp-2013.yaml"}}, "åldersgräns 18 finns inte i standardbefolkningen"),
    ({"extends": "readmission-31"}, "nyckel extends: det finns ingen definition readmission-31"),
    ({"extends": "egen"}, "nyckel extends: definitionen bygger på sig själv"),
]  # fmt: skip


@pytest.mark.parametrize("changed, words", FAULTS, ids=[words for _, words in FAULTS])
def test_a_fault_names_file_and_key(tmp_path, changed, words):
    with pytest.raises(definition.DefinitionError) as wrong:
        definition.load(written(tmp_path, **changed))
    assert words in str(wrong.value)
    assert str(wrong.value).startswith("egen.yaml")


@pytest.mark.parametrize(
    "text, words",
    [("a: [", "går inte att läsa som YAML, rad 1"), ("- a", "ska ha nycklar och värden"), ("key: x", "nyckel version: saknas")],
)
def test_a_file_that_is_no_definition(tmp_path, text, words):
    with pytest.raises(definition.DefinitionError, match=words):
        definition.load(written(tmp_path, text))


def test_a_file_in_another_encoding_or_none_at_all(tmp_path):
    path = tmp_path / "egen.yaml"
    with pytest.raises(definition.DefinitionError, match="filen finns inte"):
        definition.load(path)
    path.write_bytes("name_sv: återinskrivning".encode("cp1252"))
    with pytest.raises(definition.DefinitionError, match="UTF-8"):
        definition.load(path)
    with pytest.raises(definition.DefinitionError, match="Menar du readmission-30"):
        definition.load("readmision-30")


def test_parameters_given_by_hand_are_checked_too():
    with pytest.raises(definition.DefinitionError, match="window_days"):
        definition.load("readmission-30").with_parameters(window_days=0)


CODE_FAULTS = [
    ({"codes": [{"code": "hjärtsvikt", "name": "x", "group": "x"}]}, "ska vara början på en ICD-10-kod"),
    ({"codes": [{"code": "I50", "name": "x", "group": "x"}, {"code": "I50.0", "name": "x", "group": "x"}]}, "finns redan"),
    ({"codes": [{"code": "I50"}]}, "ska ha code, name och group"),
    ({"codes": []}, "minst en kod"),
    ({"certainty": "säker"}, "certainty: ska vara något av"),
    ({"source": ""}, "source: ska vara text"),
    ({"kods": []}, "kods: är ingen nyckel"),
]  # fmt: skip


@pytest.mark.parametrize("changed, words", CODE_FAULTS, ids=[words for _, words in CODE_FAULTS])
def test_a_code_list_says_where_it_comes_from(tmp_path, changed, words):
    said = yaml.safe_load((definition.FOLDER / "codes/paverkbar-fyra.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "egna.yaml"
    path.write_text(yaml.safe_dump({**said, **changed}), encoding="utf-8")
    with pytest.raises(definition.DefinitionError, match=words):
        codelists.load_codes(path)


def test_the_standard_population_adds_up_and_meets_the_age_groups():
    standard = codelists.load_standard(definition.FOLDER / "standards/esp-2013.yaml")
    assert sum(persons for _, persons in standard.persons) == 100_000
    avoidable = definition.load("avoidable-four")
    assert avoidable.weights == {"20-44": 32500, "45-64": 26500, "65-74": 10500, "75-84": 6500, "85+": 2500}
    assert avoidable.age_labels == ("0-19", "20-44", "45-64", "65-74", "75-84", "85+")
    assert definition.load("readmission-30").frailty_labels == ("1-4", "5-6", "7-9")


@pytest.mark.parametrize("persons", [{}, {5: 1}, {0: 1, 0.5: 2}, {0: 0}, {0: 1, 9: 2, 5: 3}, "alla"])
def test_a_standard_population_has_persons_from_birth(tmp_path, persons):
    path = tmp_path / "x.yaml"
    path.write_text(
        yaml.safe_dump({"key": "x", "version": "1", "name_sv": "x", "source": "x", "persons": persons}, sort_keys=False), encoding="utf-8"
    )
    with pytest.raises(definition.DefinitionError, match="persons"):
        codelists.load_standard(path)
