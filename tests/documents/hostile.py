"""Texts that are made to hurt a loader, each at the bound of what is looked at, or far beyond it (P3)."""

from random import Random

__all__ = ["HOSTILE"]

MEBIBYTE = 1_048_576


def noise(seed: int, characters: str) -> str:
    return "".join(Random(seed).choices(characters, k=MEBIBYTE))


ASCII = "".join(map(chr, range(32, 127))) + "\n"
UNICODE = "aé日\U0001f600\u2028\x85 \n:-[]{}\"'#&*!"

ANYWHERE = {
    "a mebibyte of noise": noise(1, ASCII),
    "a mebibyte of odd characters": noise(2, UNICODE),
    "a mebibyte of one letter": "a" * MEBIBYTE,
    "two mebibytes": "#" * 2 * MEBIBYTE,
    "a mebibyte of blanks": " " * MEBIBYTE,
    "a mebibyte of lines": "\n" * MEBIBYTE,
    "a mebibyte of quotes": '"' * MEBIBYTE,
    "nothing": "",
}
HOSTILE: dict[str, dict[str, str]] = {
    "yaml": {
        **ANYWHERE,
        "10,000 levels of brackets": "[" * 10_000,
        "10,000 levels, closed": "[" * 10_000 + "]" * 10_000,
        "10,000 levels of mappings": "{a: " * 10_000,
        "10,000 levels of lines": "- " * 10_000 + "a",
        "10,000 levels of indentation": "".join(" " * (n % 900) + "a:\n" for n in range(2_000)),
        "a number of a million digits": "slapolicy: " + "9" * 1_000_000,
        "a fraction of a million digits": "slapolicy: 0." + "9" * 1_000_000,
        "a huge exponent": "slapolicy: 1e4000000",
        "a key of a million characters": "a" * 1_000_000 + ": 1",
        "a quoted key of a million characters": '"' + "a" * 1_000_000 + '": 1',
        "a name of a million characters": "name: " + "a" * 1_000_000,
        "a bomb of aliases": "a: &a [x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)),
        "100,000 anchors": "a: &a x\n" * 100_000,
        "a tag of a million characters": "!" * 1_000_000,
        "half a million values": "[" + "a," * 500_000,
        "150,000 equal keys": "a:\n" + " b: 1\n" * 150_000,
        "400,000 tabs": "\t\n" * 400_000,
        "a quote that is not closed": "'" + "a" * 1_000_000,
        "a billion laughs in a merge": "a: &a {b: c}\nd:\n  <<: *a\n",
    },
    "json": {
        **ANYWHERE,
        "10,000 levels of brackets": "[" * 10_000,
        "10,000 levels, closed": "[" * 10_000 + "]" * 10_000,
        "10,000 levels of objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
        "a number of a million digits": '{"slapolicy": ' + "9" * 1_000_000 + "}",
        "a fraction of a million digits": '{"slapolicy": 0.' + "9" * 1_000_000 + "}",
        "a huge exponent": '{"slapolicy": 1e4000000}',
        "a key of a million characters": '{"' + "a" * 1_000_000 + '": 1}',
        "a name of a million characters": '{"name": "' + "a" * 1_000_000 + '"}',
        "half a million values": "[" + "1," * 500_000,
        "300,000 objects": "[" + "{}," * 300_000,
        "19,000 numbers that are none": "[" + "NaN," * 19_000 + "1]",
        "a quote that is not closed": '"' + '\\"' * 400_000,
    },
    "toml": {
        **ANYWHERE,
        "10,000 levels of brackets": "a = " + "[" * 10_000,
        "10,000 levels of tables": "a = " + "{a = " * 10_000,
        "10,000 levels of dots": ".".join("a" * 10_000) + " = 1",
        "10,000 levels of quoted dots": ".".join(['"a"'] * 10_000) + " = 1",
        "10,000 levels in a header": "[" + ".".join("a" * 10_000) + "]",
        "a number of a million digits": "slapolicy = " + "9" * 1_000_000,
        "a number of 4,000 digits": "slapolicy = " + "9" * 4_000,
        "a fraction of a million digits": "slapolicy = 0." + "9" * 1_000_000,
        "a hexadecimal number of a million digits": "slapolicy = 0x" + "f" * 1_000_000,
        "a huge exponent": "slapolicy = 1e4000000",
        "a key of a million characters": "a" * 1_000_000 + " = 1",
        "a name of a million characters": "name = '" + "a" * 1_000_000 + "'",
        "150,000 equal keys": "a = 1\n" * 150_000,
        "19,000 tables": "[a]\n" * 19_000,
        "a quote that is not closed": '"""' + '\\"""' * 200_000,
    },
}
"""For each language, texts by what they are."""
