"""Records of months: taxes paid, social insurance; and proofs of where someone lives."""

from datetime import date

from PIL import Image

from tests.specimens.drawing import Paper
from tests.specimens.people import Person

LAST = date(2026, 10, 1)
PRINTED = date(2026, 11, 18)


def _months(count: int, last: date) -> list[date]:
    numbers = [last.year * 12 + last.month - 1 - back for back in range(count - 1, -1, -1)]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def tax_record(
    person: Person, *, name: str | None = None, months: int = 6, last: date = LAST,
    printed_on: date = PRINTED, more_total: int = 0, bonus: int = 12000,
) -> Image.Image:  # fmt: skip
    """Income and tax month by month, with a bonus of one month; `more_total` forges the sum."""
    rows = [["税款所属期", "所得项目", "收入额", "已缴税额"]]
    income = tax = 0
    for month in _months(months, last):
        rows.append([f"{month:%Y-%m}", "工资薪金所得", f"{person.income}.00", "88.00"])
        income, tax = income + person.income, tax + 88
    if bonus:
        rows.append([f"{last:%Y-%m}", "全年一次性奖金", f"{bonus}.00", "360.00"])
        income, tax = income + bonus, tax + 360
    sheet = Paper(1240, 520 + 48 * len(rows))
    sheet.write(360, 50, "个人所得税收入纳税明细", 44, bold=True)
    sheet.write(80, 150, f"纳税人姓名：{name or person.name}", 28)
    sheet.write(620, 150, f"身份证号码：{person.id_no}", 28)
    sheet.write(80, 205, f"扣缴义务人：{person.employer}", 28)
    sheet.write(80, 260, f"收入合计：{income + more_total}.00", 28)
    sheet.write(620, 260, f"税额合计：{tax}.00", 28)
    sheet.write(80, 315, f"开具日期：{printed_on.isoformat()}", 28)
    sheet.table(80, 375, [260, 320, 260, 240], rows, 48, 26)
    sheet.mark(sheet.image.height - 60)
    return sheet.image


def social_insurance_record(
    person: Person, *, name: str | None = None, months: int = 6, last: date = LAST,
    printed_on: date = PRINTED, wrong_at: int | None = None,
) -> Image.Image:  # fmt: skip
    """What person and employer paid in month by month; `wrong_at` forges the sum of that line."""
    rows = [["缴费年月", "缴费基数", "个人缴费", "单位缴费", "合计"]]
    for index, month in enumerate(_months(months, last)):
        own, employer = person.income * 105 // 1000, person.income * 27 // 100
        whole = own + employer + (500 if index == wrong_at else 0)
        sums = (person.income, own, employer, whole)
        rows.append([f"{month:%Y-%m}", *(f"{amount}.00" for amount in sums)])
    sheet = Paper(1240, 480 + 48 * len(rows))
    sheet.write(340, 50, "社会保险个人缴费记录", 46, bold=True)
    sheet.write(80, 150, f"姓名：{name or person.name}", 28)
    sheet.write(620, 150, f"社会保障号码：{person.id_no}", 28)
    sheet.write(80, 205, f"参保单位：{person.employer}", 28)
    sheet.write(80, 260, f"打印日期：{printed_on.isoformat()}", 28)
    sheet.table(80, 330, [230, 220, 220, 220, 220], rows, 48, 26)
    sheet.seal(1090, 210, 85, "样本市社会保险中心")
    sheet.mark(sheet.image.height - 60)
    return sheet.image


def housing_fund_record(person: Person, *, months: int = 6, last: date = LAST) -> Image.Image:
    """What person and employer paid into the housing fund month by month."""
    rows = [["缴存年月", "缴存基数", "个人缴存", "单位缴存", "合计"]]
    for month in _months(months, last):
        part = person.income * 12 // 100
        sums = (person.income, part, part, 2 * part)
        rows.append([f"{month:%Y-%m}", *(f"{amount}.00" for amount in sums)])
    sheet = Paper(1240, 480 + 48 * len(rows))
    sheet.write(340, 50, "住房公积金个人缴存明细", 46, bold=True)
    sheet.write(80, 150, f"姓名：{person.name}", 28)
    sheet.write(620, 150, f"证件号码：{person.id_no}", 28)
    sheet.write(80, 205, f"缴存单位：{person.employer}", 28)
    sheet.write(80, 260, f"打印日期：{PRINTED.isoformat()}", 28)
    sheet.table(80, 330, [230, 220, 220, 220, 220], rows, 48, 26)
    sheet.mark(sheet.image.height - 60)
    return sheet.image


def residence_card(
    person: Person, *, name: str | None = None, until: date = date(2027, 6, 1),
    address: str | None = None,
) -> tuple[Image.Image, Image.Image]:  # fmt: skip
    """Both sides of a residence permit."""
    front = Paper(1012, 638, colour="#eef6f0")
    front.write(60, 66, f"姓名 {name or person.name}", 34)
    front.write(60, 144, f"性别 {'男' if person.male else '女'}", 32)
    front.write(300, 144, f"民族 {person.nation}", 32)
    day = person.born
    front.write(60, 220, f"出生 {day.year} 年 {day.month} 月 {day.day} 日", 32)
    lived = address or person.address
    front.write(60, 298, "住址", 32)
    for place in range(0, len(lived), 14):
        front.write(170, 298 + place // 14 * 48, lived[place : place + 14], 32)
    front.write(60, 530, "公民身份号码", 28)
    front.spaced(330, 522, person.id_no, 38, 32)
    front.mark(590)
    back = Paper(1012, 638, colour="#eef6f0")
    back.write(330, 70, "中华人民共和国", 48)
    back.write(350, 160, "居 住 证", 64, bold=True)
    back.write(170, 430, f"签发机关 {person.authority}", 32)
    back.write(170, 510, f"有效期限 2025.06.01-{until:%Y.%m.%d}", 32)
    back.mark(590)
    return front.image, back.image


def residence_letter(
    person: Person, *, name: str | None = None, address: str | None = None,
    written_on: date = date(2026, 10, 20), sealed: bool = True,
) -> Image.Image:  # fmt: skip
    """A letter of the neighbourhood with its seal."""
    sheet = Paper(1240, 900)
    sheet.write(500, 80, "居住证明", 56, bold=True)
    text = (
        f"兹证明{name or person.name}（身份证号：{person.id_no}）自2023年5月起"
        f"居住于{address or person.address}，情况属实。"
    )
    for place in range(0, len(text), 32):
        sheet.write(110, 210 + place // 32 * 64, text[place : place + 32], 32)
    sheet.write(110, 430, "特此证明。", 32)
    sheet.write(110, 560, "样本街道样本社区居民委员会", 32)
    day = written_on
    sheet.write(110, 630, f"出具日期：{day.year}年{day.month}月{day.day}日", 32)
    if sealed:
        sheet.seal(930, 600, 120, "样本社区居民委员会")
    sheet.mark(830)
    return sheet.image
