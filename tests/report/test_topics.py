"""What findings are called: every rule has a topic of its own kind, and no topic speaks of a rule that is not there."""

import pytest

from jixiao.check import rule_table
from jixiao.report.topics import OTHER, topic_of
from jixiao.rules import load_yaml

RULES = {row["id"]: row["kind"] for row in rule_table()}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_topic(rule):
    topic = topic_of(rule)
    assert topic.key != OTHER
    assert all(topic.name[lang] and topic.why[lang] for lang in ("zh", "en"))


def test_topics_speak_of_rules_and_kinds_that_exist():
    listed = load_yaml("topics.yaml").values()
    assert {rule for topic in listed for rule in topic.get("rules", ())} <= set(RULES)
    assert {kind for topic in listed for kind in topic.get("kinds", ())} <= set(RULES.values())


def test_a_rule_by_name_comes_before_its_kind():
    assert topic_of("T1-01").key == "table_sums"
    assert topic_of("P-02").key == "form_money"  # a sum too
    assert topic_of("no such rule").key == OTHER
