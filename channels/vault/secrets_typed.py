"""Passwords and one-time codes in what a customer types: where they stand."""

import re

_NAME = (
    r"(?:密码|密碼|口令|验证码|驗證碼|校验码|动态码|短信码|确认码|安全码|支付码|pin\s?码?|password|passwd|pwd|"
    r"passcode|otp|cvv2?|cvc2?|验证号)"
)
_LINK = (
    r"(?:[\s:：=＝,，。.、\-—\"'“”‘’「」『』()（）]|是|为|就是|我的|这个|写|填|"
    r"收到的?|发的?|的?是){0,8}"
)
# A secret holds a digit, or is latin and follows a plain statement; 验证码60秒 and 密码8位 do not.
_WITH_DIGIT = r"(?=[!-~]*\d)[!-~]{4,32}"
_UNIT = r"(?!\s?(?:位|秒|分钟|天|次|个字|小时|年|月|元|块|万))"
_STATED = re.compile(rf"{_NAME}{_LINK}(?P<secret>{_WITH_DIGIT}){_UNIT}", re.IGNORECASE)
_LATIN = re.compile(
    rf"{_NAME}\s?(?:是|为|就是|[:：=＝])\s?(?P<secret>[!-~]{{4,32}})", re.IGNORECASE
)
_SPACED = re.compile(rf"{_NAME}{_LINK}(?P<secret>\d(?:[\s\-]?\d){{3,7}})(?![\d]){_UNIT}", re.I)
_SPELLED = re.compile(
    rf"{_NAME}{_LINK}(?P<secret>[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖](?:\s?"
    r"[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]){3,7})",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<!\d)(?P<secret>\d{4,8})\s?(?:是|就是|这是)\s?(?:我的?|收到的?|短信)?\s?(?:密码|验证码|校验码|动态码)"
    r"(?!吗|么|？|\?)"
)
_CARD_CODE = re.compile(
    rf"(?:cvv2?|cvc2?|安全码|卡背面){_LINK}(?P<secret>\d{{3,4}})(?!\d)", re.IGNORECASE
)
_PATTERNS = (_SPACED, _STATED, _LATIN, _SPELLED, _BEFORE, _CARD_CODE)
_WIDE = [code for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()]
_HALF = str.maketrans({chr(code): chr(code - 0xFEE0) for code in _WIDE})
_CLOSING = ",.;!?)]}\"'"


def find_secrets(text: str) -> list[tuple[int, int]]:
    """Places (start, end) of passwords and codes in `text`, in order, without overlap."""
    half = text.translate(_HALF)
    places: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(half):
            start, end = found.span("secret")
            end = start + len(half[start:end].rstrip(_CLOSING))
            if all(end <= other[0] or start >= other[1] for other in places):
                places.append((start, end))
    return sorted(places)
