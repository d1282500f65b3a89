"""The fictional people whose papers are drawn; the first are those of the reference portfolio."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Person:
    """What stands on someone's papers."""

    name: str
    id_no: str
    address: str
    authority: str
    phone: str
    valid_from: date = date(2015, 8, 1)
    valid_to: date | None = date(2035, 8, 1)
    nation: str = "汉"
    employer: str = "蓉城云帆科技有限公司"
    card_no: str = "6200000000000000023"
    income: int = 9800

    @property
    def male(self) -> bool:
        """As the seventeenth place says."""
        return int(self.id_no[16]) % 2 == 1

    @property
    def born(self) -> date:
        """As the number says."""
        return date(int(self.id_no[6:10]), int(self.id_no[10:12]), int(self.id_no[12:14]))


SHEN = Person(
    "沈知夏",
    "990102199306240022",
    "四川省成都市武侯区样本路18号3栋502室",
    "成都市公安局武侯分局",
    "15400000002",
)
GU = Person(
    "顾川",
    "990102199111030017",
    "四川省成都市锦江区样本街6号1203室",
    "成都市公安局锦江分局",
    "15400000102",
    valid_from=date(2018, 5, 20),
    valid_to=date(2038, 5, 20),
    income=12500,
)
XU = Person(
    "许小满",
    "990104200204150059",
    "湖北省武汉市洪山区样本大道99号",
    "武汉市公安局洪山区分局",
    "15400000004",
    valid_from=date(2020, 3, 3),
    valid_to=date(2030, 3, 3),
    employer="武汉晨曦餐饮管理有限公司",
    income=7600,
)
ZHOU = Person(
    "周麦冬",
    "99010519800129004X",
    "广东省佛山市南海区样本村二巷7号",
    "佛山市公安局南海分局",
    "15400000005",
    valid_from=date(2026, 2, 10),
    valid_to=None,
    employer="麦冬家居经营部",
    income=45000,
)


def expired(person: Person) -> Person:
    """The same person with a card that has run out."""
    return replace(person, valid_from=date(2013, 9, 9), valid_to=date(2023, 9, 9))
