"""Papers about income, company and family."""

from dataclasses import dataclass
from datetime import date, timedelta

from PIL import Image

from tests.specimens.drawing import Paper
from tests.specimens.people import Person

TODAY = date(2026, 11, 21)
A4 = (1240, 1754)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def income_proof(
    person: Person,
    *,
    name: str | None = None,
    income: int | None = None,
    written_on: date = date(2026, 11, 10),
    phone: str = "028-99990001",
    sealed: bool = True,
) -> Image.Image:
    """An employer's letter with its seal."""
    sheet = Paper(1240, 1100)
    sheet.write(500, 90, "收入证明", 56, bold=True)
    text = (
        f"兹证明{name or person.name}（身份证号：{person.id_no}）系我单位正式员工，"
        f"自2021年3月1日起任职，现任项目经理，月收入为人民币{income or person.income}.00元。"
    )
    for place in range(0, len(text), 32):
        sheet.write(110, 220 + place // 32 * 64, text[place : place + 32], 32)
    sheet.write(110, 500, "特此证明。", 32)
    sheet.write(110, 640, f"单位名称：{person.employer}", 32)
    sheet.write(110, 710, f"单位电话：{phone}", 32)
    sheet.write(110, 780, "单位地址：四川省成都市高新区样本路1号", 32)
    sheet.write(110, 850, f"开具日期：{_day(written_on)}", 32)
    if sealed:
        sheet.seal(930, 740, 130, person.employer[:14])
    sheet.mark(1030)
    return sheet.image


@dataclass(frozen=True)
class Entry:
    """A line of a statement."""

    on: date
    what: str
    amount: int
    other: str


def _entries(person: Person, months: int, salary: int, payer: str) -> list[Entry]:
    entries = []
    for back in range(months - 1, -1, -1):
        number = TODAY.year * 12 + TODAY.month - 1 - back
        first = date(number // 12, number % 12 + 1, 1)
        entries.append(Entry(first + timedelta(days=4), "工资", salary, payer))
        entries.append(Entry(first + timedelta(days=9), "消费", -1260, "样本超市"))
        entries.append(Entry(first + timedelta(days=14), "房租", -2300, "房东李某"))
    return entries


def bank_statement(
    person: Person,
    *,
    name: str | None = None,
    months: int = 6,
    salary: int | None = None,
    printed_on: date = date(2026, 11, 19),
    break_at: int | None = None,
    payer: str | None = None,
) -> Image.Image:
    """A salary account's statement; `break_at` forges the balance of that line."""
    entries = _entries(person, months, salary or person.income, payer or person.employer)
    sheet = Paper(A4[0], 420 + 44 * (len(entries) + 1))
    sheet.write(360, 50, "霁川银行个人账户交易明细", 44, bold=True)
    sheet.write(80, 140, f"户名：{name or person.name}", 28)
    sheet.write(560, 140, f"账号：{person.card_no}", 28)
    since = entries[0].on.replace(day=1)
    sheet.write(80, 190, f"起止日期：{since.isoformat()} 至 {printed_on.isoformat()}", 28)
    sheet.write(80, 240, f"打印日期：{printed_on.isoformat()}", 28)
    balance, rows = 5200, [["交易日期", "摘要", "收入", "支出", "余额", "对方户名"]]
    for index, entry in enumerate(entries):
        balance += entry.amount
        shown = balance + 3000 if index == break_at else balance
        money = f"{abs(entry.amount):.2f}"
        into, out = (money, "") if entry.amount > 0 else ("", money)
        rows.append([entry.on.isoformat(), entry.what, into, out, f"{shown:.2f}", entry.other])
    sheet.table(70, 300, [170, 110, 160, 160, 170, 330], rows, 44)
    sheet.seal(1110, 190, 90, "霁川银行业务专用章")
    sheet.mark(sheet.image.height - 60)
    return sheet.image


def business_licence(
    person: Person, *, uscc: str = "92999999MA0000051Q", owner: str | None = None,
    company: str | None = None, valid_to: date | None = None,
) -> Image.Image:  # fmt: skip
    """A trader's licence."""
    sheet = Paper(1400, 1000)
    sheet.write(560, 70, "营业执照", 70, bold=True)
    sheet.write(100, 190, f"统一社会信用代码 {uscc}", 32)
    until = _day(valid_to) if valid_to else "长期"
    rows = [
        ("名    称  ", company or person.employer),
        ("类    型  ", "个体工商户"),
        ("经营者  ", owner or person.name),
        ("成立日期  ", "2016年5月20日"),
        ("营业期限  ", f"2016年5月20日至{until}"),
        ("经营场所  ", "广东省佛山市南海区样本村二巷7号"),
        ("经营范围  ", "家具零售；家居装饰服务"),
    ]
    sheet.pairs(100, 280, rows, 76, 32)
    sheet.write(820, 840, "登记机关  样本市市场监督管理局", 28)
    sheet.seal(1180, 760, 110, "样本市市场监督管理局")
    sheet.mark(930)
    return sheet.image


def tax_certificate(
    person: Person, *, taxpayer: str | None = None, printed_on: date = date(2026, 11, 16),
    sealed: bool = True,
) -> Image.Image:  # fmt: skip
    """What a business paid in taxes over two quarters."""
    sheet = Paper(1400, 760)
    sheet.write(520, 50, "税收完税证明", 52, bold=True)
    sheet.write(80, 150, f"纳税人名称：{taxpayer or person.employer}", 28)
    sheet.write(80, 205, "纳税人识别号：92999999MA0000051Q", 28)
    sheet.write(80, 260, f"填发日期：{_day(printed_on)}", 28)
    rows = [
        ["税种", "税款所属时期", "入库日期", "实缴金额"],
        ["个人所得税", "2026-04-01至2026-06-30", "2026-07-14", "2600.00"],
        ["个人所得税", "2026-07-01至2026-09-30", "2026-10-15", "2800.00"],
    ]
    sheet.table(80, 320, [260, 420, 240, 240], rows, 52, 26)
    sheet.write(80, 540, "金额合计：¥5400.00", 28)
    if sealed:
        sheet.seal(1150, 600, 100, "样本市税务局业务专用章")
    sheet.mark(700)
    return sheet.image


def company_papers(company: str) -> dict[str, Image.Image]:
    """What a company hands in and a person reads: accounts, articles, a resolution."""
    written = {
        "financial_statements": (
            "资产负债表",
            ["流动资产合计 1200000.00", "负债合计 400000.00", "所有者权益合计 800000.00"],
        ),
        "articles_of_association": (
            "公司章程",
            ["第一章 总则", "出资方式：货币", "出资额：1000000.00", "执行董事一名"],
        ),
        "shareholder_resolution": (
            "股东会决议",
            ["全体股东到会", "一致同意公司向金融机构办理车辆业务。"],
        ),
    }
    sheets = {}
    for document, (title, lines) in written.items():
        sheet = Paper(1240, 760)
        sheet.write(480, 60, title, 52, bold=True)
        for place, line in enumerate([f"编制单位：{company}", *lines]):
            sheet.write(110, 190 + 80 * place, line, 32)
        sheet.mark(690)
        sheets[document] = sheet.image
    return sheets


def marriage_certificate(one: Person, other: Person) -> Image.Image:
    """The inner pages with both people."""
    sheet = Paper(1300, 900, colour="#fbf3ee")
    sheet.write(560, 50, "结婚证", 60, bold=True)
    sheet.write(90, 150, f"持证人 {one.name}", 32)
    sheet.write(90, 210, "登记日期 2018年10月1日", 32)
    sheet.write(90, 270, "结婚证字号 J990100-2018-000099", 32)
    top = 370
    for person in (one, other):
        sheet.write(90, top, f"姓名 {person.name}", 32)
        sheet.write(560, top, f"性别 {'男' if person.male else '女'}", 32)
        sheet.write(90, top + 64, "国籍 中国", 32)
        sheet.write(560, top + 64, f"出生日期 {_day(person.born)}", 32)
        sheet.write(90, top + 128, f"身份证件号 {person.id_no}", 32)
        top += 220
    sheet.seal(1080, 230, 110, "样本市民政局婚姻登记")
    sheet.mark(840)
    return sheet.image


def in_two(sheet: Image.Image, *, heads: bool = True) -> tuple[Image.Image, Image.Image]:
    """A statement on two pages; the second begins with the heads of the table, or without."""
    row, top = 44, 300
    half = top + row * ((sheet.height - 420) // row // 2)
    second = Image.new("RGB", (sheet.width, 260 + row + sheet.height - half), "#fbfbf8")
    if heads:
        second.paste(sheet.crop((0, 0, sheet.width, 220)), (0, 0))
        second.paste(sheet.crop((0, top, sheet.width, top + row)), (0, 240))
    second.paste(sheet.crop((0, half, sheet.width, sheet.height)), (0, 240 + row))
    return sheet.crop((0, 0, sheet.width, half + 2)), second
