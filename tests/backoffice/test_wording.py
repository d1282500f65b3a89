"""Sentences: no forbidden promise, every reason tied to a part of the score, all reachable."""

import re
from pathlib import Path

import pytest
import yaml

from backoffice import refusals, wording
from backoffice.lending.score import Part

FOLDER = Path(wording.ROOT)
FILES = sorted(
    path
    for path in FOLDER.rglob("*.yml")
    if not {"seed", "data", "migrations"} & set(path.relative_to(wording.ROOT).parts)
)
FORBIDDEN = (
    "百分百|包过|秒批|秒到账|低门槛|零风险|最低|免审|不上征信|洗白"
    "|亲[，。]|！！|0成本|只剩今天|7天无理由"
)
SOURCES = "\n".join(path.read_text() for path in FOLDER.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_forbidden_promise(path: Path) -> None:
    for name, sentence in yaml.safe_load(path.read_text()).items():
        assert not re.search(FORBIDDEN, sentence), name


def test_every_reason_belongs_to_a_part_of_the_score() -> None:
    reasons = yaml.safe_load((FOLDER / "recommendations/wording/reasons.yml").read_text())
    for name in reasons:
        assert name.split("_")[0] in set(Part), name


def test_every_refusal_has_a_sentence_and_every_sentence_a_use() -> None:
    sentences = set(yaml.safe_load((FOLDER / "refusals.yml").read_text()))
    raised = set(re.findall(r'Refusal\(\s*"([A-Z_]+)"', SOURCES))
    assert raised == sentences
    assert set(refusals.STATUS) <= sentences


def test_no_chinese_sentence_in_python() -> None:
    for path in FOLDER.rglob("*.py"):
        code = re.sub(r'""".*?"""', "", path.read_text(), flags=re.S)
        code = re.sub(r"#.*", "", code)
        found = re.findall(r"[\u4e00-\u9fff]{2,}", code)
        assert set(found) <= {"最适合您", "总成本最省", "月供最少"}, path
