"""Cards: identity card, driving licence, bank card."""

from datetime import date

from PIL import Image

from tests.specimens.drawing import Paper
from tests.specimens.people import Person

ID_SIZE = (1012, 638)


def _dotted(day: date | None) -> str:
    return f"{day:%Y.%m.%d}" if day else "长期"


def id_front(
    person: Person, *, number: str | None = None, born: str | None = None, sex: str | None = None
) -> Image.Image:
    """The side with the picture; the keyword arguments forge it."""
    card = Paper(*ID_SIZE, colour="#eef3f6")
    card.write(60, 66, "姓名", 28, "#4a7ba6")
    card.write(170, 60, person.name, 38)
    card.write(60, 144, "性别", 28, "#4a7ba6")
    card.write(170, 142, sex or ("男" if person.male else "女"), 32)
    card.write(290, 144, "民族", 28, "#4a7ba6")
    card.write(400, 142, person.nation, 32)
    day = person.born
    card.write(60, 220, "出生", 28, "#4a7ba6")
    card.write(170, 216, born or f"{day.year} 年 {day.month} 月 {day.day} 日", 32)
    card.write(60, 298, "住址", 28, "#4a7ba6")
    for place in range(0, len(person.address), 14):
        card.write(170, 294 + place // 14 * 48, person.address[place : place + 14], 32)
    card.write(60, 530, "公民身份号码", 28, "#4a7ba6")
    card.spaced(330, 522, number or person.id_no, 38, 32)
    card.draw.rounded_rectangle([700, 80, 940, 400], 10, fill="#d5dbe0")
    card.draw.ellipse([770, 130, 870, 250], fill="#b4bcc4")
    card.draw.pieslice([730, 260, 910, 480], 180, 360, fill="#8f9aa5")
    card.mark(590)
    return card.image


def id_back(person: Person) -> Image.Image:
    """The side with the period."""
    card = Paper(*ID_SIZE, colour="#eef3f6")
    card.draw.ellipse([60, 50, 230, 220], fill="#c8452e")
    card.write(330, 70, "中华人民共和国", 48)
    card.write(290, 150, "居 民 身 份 证", 64, bold=True)
    card.write(170, 440, "签发机关", 30, "#4a7ba6")
    card.write(340, 436, person.authority, 34)
    card.write(170, 520, "有效期限", 30, "#4a7ba6")
    period = f"{_dotted(person.valid_from)}-{_dotted(person.valid_to)}"
    card.write(340, 516, period, 34)
    card.mark(590)
    return card.image


def driving_licence(
    person: Person,
    *,
    vehicle_class: str = "C1",
    valid_to: date | None = date(2030, 6, 1),
    name: str | None = None,
) -> Image.Image:
    """The main page of a driving licence."""
    card = Paper(1100, 760, colour="#f4f6f0")
    card.write(300, 40, "中华人民共和国机动车驾驶证", 40, bold=True)
    card.write(60, 130, f"证号 {person.id_no}", 32)
    card.write(60, 200, f"姓名 {name or person.name}", 32)
    card.write(440, 200, f"性别 {'男' if person.male else '女'}", 32)
    card.write(680, 200, "国籍 中国", 32)
    card.write(60, 270, f"住址 {person.address}", 32)
    card.write(60, 360, f"出生日期 {person.born.isoformat()}", 32)
    card.write(60, 430, "初次领证日期 2014-06-01", 32)
    card.write(60, 500, f"准驾车型 {vehicle_class}", 32)
    until = valid_to.isoformat() if valid_to else "长期"
    card.write(60, 580, f"有效期限 2020-06-01 至 {until}", 32)
    card.write(60, 650, "状态 正常", 32)
    card.draw.rectangle([820, 320, 1020, 580], fill="#cfd6d0")
    card.mark(710)
    return card.image


def bank_card(number: str, *, bank: str = "霁川银行", kind: str = "借记卡") -> Image.Image:
    """The front of a bank card."""
    card = Paper(1012, 638, colour="#dfe9ee")
    card.write(60, 50, bank, 48, bold=True)
    card.write(760, 62, kind, 36)
    card.draw.rounded_rectangle([80, 190, 210, 290], 12, fill="#c9a94c")
    grouped = " ".join(number[place : place + 4] for place in range(0, len(number), 4))
    card.write(80, 340, grouped, 52, bold=True)
    card.write(80, 450, "UnionPay 银联", 36)
    card.write(560, 450, "VALID THRU 12/31", 30)
    card.mark(580)
    return card.image


def together(front: Image.Image, back: Image.Image) -> Image.Image:
    """Both sides one below the other, as copies have them."""
    sheet = Image.new("RGB", (front.width, front.height + back.height + 40), "#ffffff")
    sheet.paste(front, (0, 0))
    sheet.paste(back, (0, front.height + 40))
    return sheet
