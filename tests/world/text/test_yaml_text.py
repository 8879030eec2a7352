"""Facts about reading YAML: what is understood, what is refused, and how that is told."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.steps import counting

from moshimo.errors import Span, WorldError
from moshimo.lang.text.source import Allowance
from moshimo.world.text import yaml_text
from moshimo.world.text.yaml_text import Value, parse

END = "\n\n1 problem in 1 file. Nothing was run."


def plain(value: Value) -> Any:
    """Return a value without its places."""
    match value.data:
        case list(values):
            return [plain(one) for one in values]
        case dict(values):
            return {key: plain(one) for key, one in values.items()}
    return value.data


def told(text: str) -> str:
    with pytest.raises(WorldError) as caught:
        parse(text, "cast.yaml")
    return str(caught.value).removesuffix(END)


def entry(value: Value, key: str) -> Value:
    assert isinstance(value.data, dict)
    return value.data[key]


def test_people_are_read() -> None:
    text = """\
# the cast
ana:
  name: Ana
  brave: true
  purse: 12
  fond: {bo: 0.8, "cy": -0.1}
  due: [mill, gate]
  about: |
    She has a: mill.
    And a - dog.
bo:
"""
    assert plain(parse(text, "cast.yaml")) == {
        "ana": {
            "name": "Ana",
            "brave": True,
            "purse": 12,
            "fond": {"bo": 0.8, "cy": -0.1},
            "due": ["mill", "gate"],
            "about": "She has a: mill.\nAnd a - dog.\n",
        },
        "bo": None,
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "null", "~"])
def test_nothing_is_null(text: str) -> None:
    assert parse(text, "cast.yaml").data is None


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("true", True),
        ("False", False),
        ("NULL", None),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("9007199254740991", 9007199254740991),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("-1e3", -1000.0),
        ("1e-400", 0.0),
    ],
)
def test_the_words_and_numbers_of_yaml_1_2_are_understood(text: str, data: object) -> None:
    value = plain(parse(text, "cast.yaml"))
    assert value == data
    assert type(value) is type(data)


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "on", "off", "y", "N", "tRue", "none", "="),
        *("12:30", "12:30:00", "2026-11-21", "1_000", "1,5", "1.2.3", "١٢"),
        *(".inf", "-.inf", ".nan", "0b11", "0o8", "0xg", "1e", "."),
    ],
)
def test_all_else_stays_text(text: str) -> None:
    assert plain(parse(f"a: {text}", "cast.yaml")) == {"a": text}


@pytest.mark.parametrize("text", ['"true"', "'12'", '"null"', "''", "|-\n  12", ">-\n  no"])
def test_what_stands_in_quotes_is_text(text: str) -> None:
    assert isinstance(entry(parse(f"a: {text}", "cast.yaml"), "a").data, str)


def test_names_that_look_like_numbers_or_words_are_text() -> None:
    text = "1: a\ntrue: b\nnull: c\n1.50: d\n12:30: e\n"
    assert list(plain(parse(text, "cast.yaml"))) == ["1", "true", "null", "1.50", "12:30"]


def test_every_key_and_value_knows_its_place() -> None:
    value = parse("ana:\n  港: [x, 'y z']\n  about: |\n    long\n", "cast.yaml")
    ana = entry(value, "ana")
    assert value.keys == {"ana": Span("cast.yaml", 1, 1, 3)}
    assert ana.keys == {"港": Span("cast.yaml", 2, 3, 1), "about": Span("cast.yaml", 3, 3, 5)}
    assert ana.where == Span("cast.yaml", 2, 3, 13)
    assert ana.where.text == "  港: [x, 'y z']"
    two = entry(ana, "港")
    assert two.where == Span("cast.yaml", 2, 6, 10)
    assert isinstance(two.data, list)
    assert [one.where for one in two.data] == [
        Span("cast.yaml", 2, 7, 1),
        Span("cast.yaml", 2, 10, 5),
    ]
    assert entry(ana, "about").where == Span("cast.yaml", 3, 10, 1)


def test_places_agree_with_line_ends_of_windows_and_letters_of_four_bytes() -> None:
    value = parse("a: 𒀀\r\n𒀀𒀀: b\r\n", "cast.yaml")
    assert entry(value, "𒀀𒀀").where == Span("cast.yaml", 2, 5, 1)


# One slip that authors make, one row: the text, and the message word for word.
SLIPS = {
    "a colon in text": (
        "who: Aldith: the Red",
        "cast.yaml:1:12: error[yaml-colon]: a second colon on one line\n"
        "\n"
        "    1 | who: Aldith: the Red\n"
        "      |            ^ second colon\n"
        "\n"
        '  fix: put quotes round text that has a colon: "Aldith: the Red"',
    ),
    "a colon and a quote in text": (
        'who: Aldith "the Red": she',
        "cast.yaml:1:22: error[yaml-colon]: a second colon on one line\n"
        "\n"
        '    1 | who: Aldith "the Red": she\n'
        "      |                      ^ second colon\n"
        "\n"
        "  fix: put quotes round text that has a colon: 'Aldith \"the Red\": she'",
    ),
    "a colon in a list": (
        "due: [mill: north: gate]",
        "cast.yaml:1:18: error[yaml-colon]: a second colon between two commas\n"
        "\n"
        "    1 | due: [mill: north: gate]\n"
        "      |                  ^ second colon\n"
        "\n"
        "  fix: put quotes round text that has a colon, or a comma between two entries.",
    ),
    "no colon": (
        "ana\n  name: Ana",
        "cast.yaml:1:1: error[yaml-colon]: `ana` has no colon after it\n"
        "\n"
        "    1 | ana\n"
        "      | ^^^ no colon\n"
        "\n"
        "  fix: write `ana:`, and what belongs to it below it, indented.",
    ),
    "no colon among names": (
        "ana: 1\nbo\ncy: 2",
        "cast.yaml:2:1: error[yaml-colon]: `bo` has no colon after it\n"
        "\n"
        "    2 | bo\n"
        "      | ^^ no colon\n"
        "\n"
        "  fix: write `bo:`, and what belongs to it below it, indented.",
    ),
    "a mark of YAML in a list": (
        "[mill, ? - gate]",
        "cast.yaml:1:10: error[yaml-mark]: there is a mark of YAML here where it means nothing\n"
        "\n"
        "    1 | [mill, ? - gate]\n"
        "      |          ^ here\n"
        "\n"
        "  fix: delete it, or put quotes round it if it is text.",
    ),
    "too deep a line": (
        "name: Ana\n  age: 12",
        "cast.yaml:2:3: error[yaml-indent]: "
        "this line stands deeper than the one above, which has its value already\n"
        "\n"
        "    2 |   age: 12\n"
        "      |   ^^^^^^^ deeper\n"
        "\n"
        "  cast.yaml:1:1: this line has its value already\n"
        "    1 | name: Ana\n"
        "      | ^^^^^^^^^\n"
        "\n"
        "  fix: begin both in the same column; or put quotes round text that has a colon.",
    ),
    "a column of its own": (
        "ana:\n    name: Ana\n  age: 12",
        "cast.yaml:3:3: error[yaml-indent]: this line stands in a column of its own\n"
        "\n"
        "    3 |   age: 12\n"
        "      |   ^^^^^^^ in column 3\n"
        "\n"
        "  cast.yaml:1:1: the names round it begin here\n"
        "    1 | ana:\n"
        "      | ^\n"
        "\n"
        "  fix: begin it in column 1, or under the line that it belongs to.",
    ),
    "further left than the first": (
        "  ana: 1\nbo: 2",
        "cast.yaml:2:1: error[yaml-indent]: "
        "the contents of this file ended above, and something follows\n"
        "\n"
        "    2 | bo: 2\n"
        "      | ^^^^^ outside\n"
        "\n"
        "  fix: begin every line that belongs together in the same column as the first.",
    ),
    "a tab": (
        "ana:\n\tname: Ana",
        "cast.yaml:2:1: error[yaml-tab]: this line is indented with a tab\n"
        "\n"
        "    2 |     name: Ana\n"
        "      | ^^^^ a tab\n"
        "\n"
        "  why: a tab is as wide as each editor likes, so YAML indents with spaces only.\n"
        "  fix: put spaces in its place; most editors can do that for the whole file.",
    ),
    "an open quote": (
        'name: "Ana\nage: 12',
        "cast.yaml:1:7: error[yaml-quote]: this quote is never closed\n"
        "\n"
        '    1 | name: "Ana\n'
        "      |       ^ opened here\n"
        "\n"
        '  fix: put `"` where the text ends.',
    ),
    "text after a quote": (
        'name: "Ana" the Red',
        "cast.yaml:1:13: error[yaml-quote]: something stands after the closing quote\n"
        "\n"
        '    1 | name: "Ana" the Red\n'
        "      |             ^ after the quote\n"
        "\n"
        "  fix: put quotes round the whole text; inside single quotes, write `''` for `'`.",
    ),
    "an apostrophe": (
        "about: 'Ana's mill'",
        "cast.yaml:1:13: error[yaml-quote]: something stands after the closing quote\n"
        "\n"
        "    1 | about: 'Ana's mill'\n"
        "      |             ^ after the quote\n"
        "\n"
        "  fix: put quotes round the whole text; inside single quotes, write `''` for `'`.",
    ),
    "a backslash": (
        'path: "mill\\door"',
        "cast.yaml:1:12: error[yaml-escape]: `\\d` means nothing inside double quotes\n"
        "\n"
        '    1 | path: "mill\\door"\n'
        "      |            ^^ here\n"
        "\n"
        "  fix: use single quotes, or write the backslash twice.",
    ),
    "an open bracket": (
        "due: [mill, gate\nage: 12",
        "cast.yaml:1:6: error[yaml-bracket]: "
        "this `[` is not closed, or a comma is missing after it\n"
        "\n"
        "    1 | due: [mill, gate\n"
        "      |      ^ opened here\n"
        "\n"
        "  fix: close it with `]`, and put a comma between two entries.",
    ),
    "a bracket too many": (
        "due: [mill]]",
        "cast.yaml:1:12: error[yaml-bracket]: this `]` closes nothing\n"
        "\n"
        "    1 | due: [mill]]\n"
        "      |            ^ here\n"
        "\n"
        "  fix: delete it, or put quotes round it if it is text.",
    ),
    "two commas": (
        "due: [mill,, gate]",
        "cast.yaml:1:12: error[yaml-bracket]: nothing stands before this `,`\n"
        "\n"
        "    1 | due: [mill,, gate]\n"
        "      |            ^ here\n"
        "\n"
        "  fix: write what is missing, delete it, or put quotes round it if it is text.",
    ),
    "a letter that means something": (
        "name: @ana",
        "cast.yaml:1:7: error[yaml-mark]: text cannot begin with `@`\n"
        "\n"
        "    1 | name: @ana\n"
        "      |       ^ here\n"
        "\n"
        '  fix: put quotes round it: "@ana"',
    ),
    "stars": (
        "name: *Ana*",
        "cast.yaml:1:7: error[yaml-mark]: text cannot begin with `*`\n"
        "\n"
        "    1 | name: *Ana*\n"
        "      |       ^ here\n"
        "\n"
        '  fix: put quotes round it: "*Ana*"',
    ),
    "a percent sign": (
        "%ana",
        "cast.yaml:1:1: error[yaml-mark]: text cannot begin with `%`\n"
        "\n"
        "    1 | %ana\n"
        "      | ^ here\n"
        "\n"
        '  fix: put quotes round it: "%ana"',
    ),
    "a strange tag": (
        "name: !my!tag Ana",
        "cast.yaml:1:7: error[yaml-mark]: text cannot begin with `!`\n"
        "\n"
        "    1 | name: !my!tag Ana\n"
        "      |       ^ here\n"
        "\n"
        '  fix: put quotes round it: "!my!tag Ana"',
    ),
    "text beside a bar": (
        "about: |She has a mill.",
        "cast.yaml:1:8: error[yaml-block]: text stands on the line of `|`\n"
        "\n"
        "    1 | about: |She has a mill.\n"
        "      |        ^ here\n"
        "\n"
        "  fix: begin the text below `|`, indented.",
    ),
    "a list on the line of its name": (
        "due: - mill",
        "cast.yaml:1:6: error[yaml-list]: a list cannot begin on the line of its name\n"
        "\n"
        "    1 | due: - mill\n"
        "      |      ^ here\n"
        "\n"
        '  fix: begin each `- ` on a line of its own; or, if it is text: "- mill"',
    ),
    "a list among names": (
        "name: Ana\n- mill",
        "cast.yaml:2:1: error[yaml-list]: a list begins here, among names with colons\n"
        "\n"
        "    2 | - mill\n"
        "      | ^ a list\n"
        "\n"
        "  cast.yaml:1:1: the names begin here\n"
        "    1 | name: Ana\n"
        "      | ^\n"
        "\n"
        "  fix: put a name with a colon on the line above it.",
    ),
    "a name in a list": (
        "- mill\nname: Ana",
        "cast.yaml:2:1: error[yaml-list]: "
        "the list above goes on with `- `, and this line has none\n"
        "\n"
        "    2 | name: Ana\n"
        "      | ^ no dash\n"
        "\n"
        "  cast.yaml:1:1: the list begins here\n"
        "    1 | - mill\n"
        "      | ^\n"
        "\n"
        "  fix: put `- ` before it, indent it, or begin it in the column of the list's name.",
    ),
    "a no-break space before a name": (
        "Character:\n\xa0a: 1",
        "cast.yaml:2:1: error[odd-letter]: `\\xa0` is a no-break space\n"
        "\n"
        "    2 | \xa0a: 1\n"
        "      | ^ this letter\n"
        "\n"
        "  fix: put a plain space in its place.",
    ),
    "a no-break space after a colon": (
        "ana:\xa0x\nbo: y",
        "cast.yaml:1:5: error[odd-letter]: `\\xa0` is a no-break space\n"
        "\n"
        "    1 | ana:\xa0x\n"
        "      |     ^ this letter\n"
        "\n"
        "  fix: put a plain space in its place.",
    ),
    "a full-width colon": (
        "Character：\n  a: 1",
        "cast.yaml:1:10: error[odd-letter]: `：` is a fullwidth colon\n"
        "\n"
        "    1 | Character：\n"
        "      |          ^^ this letter\n"
        "\n"
        "  fix: put a plain `:` in its place.",
    ),
    "a full-width colon among names": (
        "name: Ana\nage：12",
        "cast.yaml:2:4: error[odd-letter]: `：` is a fullwidth colon\n"
        "\n"
        "    2 | age：12\n"
        "      |    ^^ this letter\n"
        "\n"
        "  fix: put a plain `:` in its place.",
    ),
    "a dash that is none": (
        "due:\n – a: 1",
        "cast.yaml:2:2: error[odd-letter]: `–` is an en dash\n"
        "\n"
        "    2 |  – a: 1\n"
        "      |  ^ this letter\n"
        "\n"
        "  fix: put a plain `-` in its place.",
    ),
    "a quotation mark of print": (
        "“ana”: 1",
        "cast.yaml:1:1: error[odd-letter]: `“` is a left double quotation mark\n"
        "\n"
        "    1 | “ana”: 1\n"
        "      | ^ this letter\n"
        "\n"
        '  fix: put a plain `"` in its place.',
    ),
    "full-width letters in a name": (
        "ａna: 1",
        "cast.yaml:1:1: error[odd-letter]: `ａ` is a fullwidth latin small letter a\n"
        "\n"
        "    1 | ａna: 1\n"
        "      | ^^ this letter\n"
        "\n"
        "  fix: put a plain `a` in its place.",
    ),
    "a Cyrillic letter in a name": (
        "anа: 1",
        "cast.yaml:1:3: error[odd-letter]: `а` is a cyrillic small letter a\n"
        "\n"
        "    1 | anа: 1\n"
        "      |   ^ this letter\n"
        "\n"
        "  fix: put a plain `a` in its place.",
    ),
    "a joiner in a name": (
        "ana\u200d: 1",
        "cast.yaml:1:4: error[unseen-letter]: the file has a letter that nobody sees "
        "(`\\u200d`) here\n"
        "\n"
        "    1 | ana\\u200d: 1\n"
        "      |    ^^^^^^ here\n"
        "\n"
        "  fix: delete it.",
    ),
    "half a letter": (
        'name: "\\ud83d"',
        "cast.yaml:1:8: error[yaml-escape]: `\\ud83d` stands for no letter, or for half of one\n"
        "\n"
        '    1 | name: "\\ud83d"\n'
        "      |        ^^^^^^ here\n"
        "\n"
        "  fix: write the letter itself.",
    ),
    "no name": (
        ": Ana",
        "cast.yaml:1:1: error[yaml-key]: no name stands before this colon\n"
        "\n"
        "    1 | : Ana\n"
        "      | ^ here\n"
        "\n"
        "  fix: write a name before the colon.",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_an_authors_words(slip: str) -> None:
    text, message = SLIPS[slip]
    assert told(text) == message


# What YAML allows and a world does not.
REFUSED = {
    "a name twice": (
        "ana: 1\nbo: 2\nana: 3",
        "cast.yaml:3:1: error[repeated-key]: `ana` is given twice\n"
        "\n"
        "    3 | ana: 3\n"
        "      | ^^^ second time\n"
        "\n"
        "  cast.yaml:1:1: first time\n"
        "    1 | ana: 1\n"
        "      | ^^^\n"
        "\n"
        "  fix: keep one of them.",
    ),
    "an anchor": (
        "ana: &x 1",
        "cast.yaml:1:6: error[yaml-anchor]: `&x` would name this for use elsewhere\n"
        "\n"
        "    1 | ana: &x 1\n"
        "      |      ^^^^ an anchor\n"
        "\n"
        "  why: a few letters of repetition can unfold to gigabytes, so a world has none.\n"
        '  fix: delete it; or, if it is text, put quotes round it: "&x …"',
    ),
    "an alias": (
        "ana: *x",
        "cast.yaml:1:6: error[yaml-alias]: `*x` would repeat what stands elsewhere\n"
        "\n"
        "    1 | ana: *x\n"
        "      |      ^^ an alias\n"
        "\n"
        "  why: a few letters of repetition can unfold to gigabytes, so a world has none.\n"
        '  fix: write it out; or, if it is text, put quotes round it: "*x"',
    ),
    "a tag": (
        "ana: !!python/object/apply:os.system [id]",
        "cast.yaml:1:6: error[yaml-tag]: "
        "`!!python/object/apply:os.system` would turn this into something else\n"
        "\n"
        "    1 | ana: !!python/object/apply:os.system [id]\n"
        "      |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a tag\n"
        "\n"
        "  fix: delete it; or, if it is text, put quotes round it: "
        '"!!python/object/apply:os.system …"',
    ),
    "a list for a name": (
        "? [ana, bo]\n: 1",
        "cast.yaml:1:3: error[yaml-key]: a list or a mapping cannot be a name\n"
        "\n"
        "    1 | ? [ana, bo]\n"
        "      |   ^ before a colon\n"
        "\n"
        "  fix: write a plain name.",
    ),
    "an empty name": (
        '"": 1',
        "cast.yaml:1:1: error[yaml-key]: no name stands before this colon\n"
        "\n"
        '    1 | "": 1\n'
        "      | ^^ here\n"
        "\n"
        "  fix: write a name.",
    ),
    "a second document": (
        "ana: 1\n---\nbo: 2",
        "cast.yaml:2:1: error[second-document]: a second document begins here\n"
        "\n"
        "    2 | ---\n"
        "      | ^^^ second document\n"
        "\n"
        "  fix: put it into a file of its own.",
    ),
    "a number that is none": (
        "age: 1e400",
        "cast.yaml:1:6: error[number-too-large]: this number is too large\n"
        "\n"
        "    1 | age: 1e400\n"
        "      |      ^^^^^ too large",
    ),
    "a whole number further out than all are exact": (
        "age: -9007199254740992",
        "cast.yaml:1:6: error[number-too-large]: this number is too large\n"
        "\n"
        "    1 | age: -9007199254740992\n"
        "      |      ^^^^^^^^^^^^^^^^^ too large",
    ),
    "an escape that commands the terminal": (
        'name: "A\\e[2Jna"',
        "cast.yaml:1:7: error[control-character]: "
        "this text has a control character in it (`\\x1b`)\n"
        "\n"
        '    1 | name: "A\\e[2Jna"\n'
        "      |       ^^^^^^^^^^ in here\n"
        "\n"
        "  fix: delete it.",
    ),
    "an escape that turns the direction, in a name": (
        '"a\\u202eb": 1',
        "cast.yaml:1:1: error[bidi-control]: "
        "this text has a letter that turns the direction of writing in it (`\\u202e`)\n"
        "\n"
        '    1 | "a\\u202eb": 1\n'
        "      | ^^^^^^^^^^ in here\n"
        "\n"
        "  fix: delete it.",
    ),
    "too deep": (
        "ana: " + "[" * 60 + "]" * 60,
        "cast.yaml:1:56: error[too-deep]: values stand inside each other more than 50 deep\n"
        "\n"
        "    1 | ana: " + "[" * 60 + "]" * 55 + "…\n"
        "      | " + " " * 55 + "^ too deep",
    ),
    "too many": (
        "[" + "1," * 100_000 + "]",
        "cast.yaml:1:200000: error[too-many-values]: the file has more than 100,000 values\n"
        "\n"
        "    1 | …" + "1," * 30 + "1,]\n"
        "      | " + " " * 61 + "^ too many\n"
        "\n"
        "  fix: split the file.",
    ),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_what_a_world_has_no_use_for_is_refused(sort: str) -> None:
    text, message = REFUSED[sort]
    assert told(text) == message


def test_all_problems_are_told_at_once_up_to_the_first_that_is_not_yaml() -> None:
    with pytest.raises(WorldError) as caught:
        parse("a: &x 1\na: *x\nb: !!str 1\nc: 1e999\nd: e: f\n", "cast.yaml")
    found = [(problem.code, problem.where.line) for problem in caught.value.problems]
    assert found == [
        ("yaml-anchor", 1),
        ("repeated-key", 2),
        ("yaml-alias", 2),
        ("yaml-tag", 3),
        ("number-too-large", 4),
        ("yaml-colon", 5),
    ]


def test_all_files_of_a_world_share_how_many_values_are_read() -> None:
    left = Allowance(n_values=5)
    parse("a: 1\nb: 2\n", "one.yaml", left)
    with pytest.raises(WorldError) as caught:
        parse("c: 3\n", "two.yaml", left)
    assert str(caught.value).removesuffix(END) == (
        "two.yaml:1:1: error[world-too-large]: "
        "with this file the world has more values than is read of one\n"
        "\n"
        "    1 | c: 3\n"
        "      | ^ too many\n"
        "\n"
        "  fix: make two worlds of it."
    )


BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "aliases that unfold": BOMB,
    "merges that unfold": "a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}\n",
    "a list in itself": "&a [*a]",
    "brackets": "[" * 100_000,
    "braces": "{" * 100_000,
    "both": "[{a: " * 50_000,
    "brackets on lines": "[\n" * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "steps": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "a number of a million digits": "a: " + "9" * 1_000_000,
    "a hexadecimal number of a million digits": "a: 0x" + "f" * 1_000_000,
    "more than a megabyte": "#" * 1_048_577,
    "a lone surrogate": "a: \ud800",
    "nul": "a: \x00",
    "a byte order mark inside": "a: \ufeff",
    "an alias of a megabyte": "a: *" + "x" * 1_000_000,
    "a tag of a megabyte": "a: !" + "x" * 1_000_000,
    "a name of a megabyte, twice": ("x" * 400_000 + ": 1\n") * 2,
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_text_is_refused_in_few_steps_and_few_words(sort: str) -> None:
    with counting() as steps:
        message = told(HOSTILE[sort])
    assert steps.n < 20_000 + 5 * len(HOSTILE[sort])
    assert len(message) < 20_000


@pytest.mark.parametrize("name", ["Зоя", "Ιώ", "ねこ", "می‌خواهم".replace("\u200c", ""), "zoë"])
def test_names_in_other_scripts_are_names(name: str) -> None:
    assert list(plain(parse(f"{name}: 1", "cast.yaml"))) == [name]


def test_signs_of_print_are_text_where_text_is_meant() -> None:
    text = "about: “Ten\u202fkm – or so：” she said…\nmore: |\n  \u3000– and\u00a0on：\n"
    assert plain(parse(text, "cast.yaml")) == {
        "about": "“Ten\u202fkm – or so：” she said…",
        "more": "\u3000– and\u00a0on：\n",
    }


def test_an_escape_for_no_letter_is_told_without_the_c_half_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(yaml_text, "LOADER", yaml.SafeLoader)
    assert told('a: "\\U00110000"') == (
        "cast.yaml: error[yaml-escape]: an escape in this file stands for no letter"
    )


@given(st.text(alphabet=" \n\t:-?[]{},&*!|>'\"%@`#\\ax1.~<=", max_size=60))
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    try:
        parse(text, "cast.yaml")
    except WorldError as error:
        codes = {problem.code for problem in error.problems}
    else:
        codes = set()
    assert "yaml-syntax" not in codes
