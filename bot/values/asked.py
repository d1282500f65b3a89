"""Which glossary word a question is about: 罚息是什么意思, 解释一下LTV."""

import re

from bot.values.reading import Passage, Reading

ASK_AFTER = re.compile(
    r"(?:是|到底|究竟|具体|又|算|指|说的|就|这个词|这词|这个|啥的|这俩|分别|"
    r"的){0,6}(?:什么|啥|撒子|神马|嘛意思|哪个|俩字|两个字|如何理解|怎么讲|咋讲|哪门子|几个意思|怎么回事|咋回事|"
    r"怎么理解|咋理解|怎么算|咋算|怎么来的|指的|是指|指|概念|意思|含义|定义|"
    r"干嘛|干啥|没懂|不懂|看不懂|听不懂|不明白|不太懂|不太明白|区别|讲讲|说说|"
    r"解释)"
)
ASK_BEFORE = re.compile(
    r"(?:什么叫做?|啥叫做?|什么是|啥是|何为|何谓|解释(?:一下|下)?(?:什么是)?|科普(?:一下|"
    r"下)?|讲讲|说说|介绍(?:一下|下)?|不懂|没听懂|没听说过|不明白|看不懂|听不懂|"
    r"不知道|理解)"
)
ASKED = re.compile(
    r"什么|啥|撒子|神马|嘛意思|怎么回事|咋回事|怎么理解|指的|是指|概念|意思|"
    r"含义|定义|何为|何谓|如何理解|咋理解|怎么讲|咋讲|是哪个|哪个本|不懂|没懂|不明白|不太明白|不清楚|科普|解释|讲讲|说说|介绍|"
    r"叫法|区别|普及|怎么算|咋算|几个意思|哪个款|名词|术语|讲一下|讲一讲|说明|"
    r"讲解|叫做|[是算].{1,8}吗|[=].{1,8}[?？]|一回事|一码事|头一回听|没听过|没听说"
)
JOINED = re.compile(
    r"^[，、 ]?(?:和|跟|与|还有|以及|、|同|还是|或者|,)?(?:那个|这个|所谓的|"
    r"所谓|一个叫)?$"
)


def read_asked_terms(passage: Passage, candidates: list[Reading]) -> list[Reading]:
    """The glossary words asked about, none when the message does not ask what a word means."""
    terms = _longest(candidates)
    if not terms:
        return []
    rest = re.sub(r"[^一-鿿a-z0-9]", "", passage.text)
    alone = len(rest) <= max(t.end - t.start for t in terms) + 1
    if not (alone or ASKED.search(passage.text)):
        return []
    focus = max(terms, key=lambda t: (_score(passage, t), t.end - t.start, -t.start))
    chosen = [focus]
    for term in terms:
        if term.value == focus.value:
            continue
        first, second = sorted((term, focus), key=lambda t: t.start)
        if JOINED.match(passage.text[first.end : second.start]) and first.end < second.start:
            chosen.append(term)
    return chosen


def _longest(candidates: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for item in sorted(candidates, key=lambda r: (-(r.end - r.start), r.start)):
        if not any(item.start < k.end and k.start < item.end for k in kept):
            kept.append(item)
    return sorted(kept, key=lambda r: r.start)


def _score(passage: Passage, term: Reading) -> int:
    after = passage.text[term.end : term.end + 14]
    before = passage.text[max(0, term.start - 10) : term.start]
    score = 0
    if re.match(r"^[^，。！？]{0,3}" + ASK_AFTER.pattern, after):
        score += 5
    elif ASK_AFTER.search(after):
        score += 2
    if re.search(ASK_BEFORE.pattern + r"[^，。！？]{0,3}$", before):
        score += 4
    elif ASK_BEFORE.search(before):
        score += 1
    if re.search(r"(?:叫|所谓的?|那个|说的?|提到的?|写着?|[“\"「'《])$", before):
        score += 2
    return score
