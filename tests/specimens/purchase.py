"""Papers about the car: invoice, insurance policy, receipt of the down payment."""

from datetime import date

from PIL import Image

from tests.specimens.drawing import Paper
from tests.specimens.people import Person

VIN = "L0TEST007TJ000111"


def vehicle_invoice(
    person: Person, *, vin: str, price: str = "259800.00", buyer: str | None = None,
    issued_on: date = date(2026, 11, 18), number: str = "99000021",
) -> Image.Image:  # fmt: skip
    """The unified invoice of motor vehicle sales."""
    sheet = Paper(1500, 1060)
    sheet.write(480, 40, "机动车销售统一发票", 52, bold=True)
    sheet.write(90, 140, "发票代码 199992600099", 30)
    sheet.write(900, 140, f"发票号码 {number}", 30)
    sheet.write(90, 200, f"开票日期 {issued_on.isoformat()}", 30)
    rows = [
        ("购买方名称 ", buyer or person.name),
        ("身份证号码 ", person.id_no),
        ("车辆类型 ", "轿车"),
        ("厂牌型号 ", "霁川牌样本型"),
        ("车辆识别代号/车架号码 ", vin),
        ("价税合计 ", f"小写 ￥{price}"),
        ("销货单位名称 ", "霁川汽车成都样本店"),
        ("纳税人识别号 ", "91999999MA0000012T"),
    ]
    sheet.pairs(90, 280, rows, 76, 32)
    sheet.seal(1240, 820, 120, "霁川汽车样本店发票专用章")
    sheet.mark(980)
    return sheet.image


def insurance_policy(
    person: Person, *, vin: str, third_party: str = "2000000.00", insured: str | None = None,
    since: date = date(2026, 11, 25), until: date = date(2027, 11, 24), damage: bool = True,
    compulsory: bool = True,
) -> Image.Image:  # fmt: skip
    """A motor policy with its cover."""
    sheet = Paper(1400, 1100)
    sheet.write(480, 50, "机动车辆保险单", 54, bold=True)
    rows = [
        ("保险单号 ", "PDAA2026999900001"),
        ("被保险人 ", insured or person.name),
        ("车辆识别代号 ", vin),
        ("保险期间 ", f"自{since.isoformat()}零时起至{until.isoformat()}二十四时止"),
    ]
    top = sheet.pairs(90, 170, rows, 76, 32)
    cover = [["险种", "保险金额"]]
    if compulsory:
        cover.append(["机动车交通事故责任强制保险", "200000.00"])
    if damage:
        cover.append(["机动车损失保险", "259800.00"])
    cover.append(["机动车第三者责任保险", third_party])
    top = sheet.table(90, top + 20, [640, 420], cover, 60, 30)
    sheet.write(90, top + 40, "保险人 样本财产保险股份有限公司", 30)
    sheet.seal(1120, top + 80, 120, "样本财产保险承保专用章")
    sheet.mark(1040)
    return sheet.image


def down_payment_receipt(
    person: Person, *, amount: str = "77940.00", payer: str | None = None,
    paid_on: date = date(2026, 11, 17), sealed: bool = True,
) -> Image.Image:  # fmt: skip
    """The dealer's receipt."""
    sheet = Paper(1240, 760)
    sheet.write(520, 60, "收  据", 56, bold=True)
    rows = [
        ("收据编号：", "SJ20261117009"),
        ("交款人：", payer or person.name),
        ("收款事由：", "购车首付款"),
        ("金额：", f"￥{amount}"),
        ("收款日期：", paid_on.isoformat()),
        ("收款单位：", "霁川汽车成都样本店"),
    ]
    sheet.pairs(110, 180, rows, 76, 32)
    if sealed:
        sheet.seal(960, 520, 120, "霁川汽车成都样本店财务")
    sheet.mark(700)
    return sheet.image
