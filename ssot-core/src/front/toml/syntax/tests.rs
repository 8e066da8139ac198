//! The crate `toml` as judge: it builds on the same parser of events, and the rules about tables, keys and values are its own.

use std::borrow::Cow;

use toml::Spanned as Place;
use toml::de::{DeTable, DeValue};

use super::*;
use crate::tree::{Entry, Text};

/// Texts that decide a rule each.
const RULES: [&str; 64] = [
    "",
    "a = 1\na = 2\n",
    "a = 1\n'a' = 2\n",
    "\"\\u0061\" = 1\na = 2\n",
    "a.b = 1\na.b = 2\n",
    "a = 1\na.b = 2\n",
    "a.b = 1\na = 2\n",
    "a.b.c = 1\na.b.d = 2\na.e = 3\n",
    "[a]\n[a]\n",
    "[a]\nb = 1\n[a.b]\n",
    "[a.b]\n[a]\n",
    "[a.b]\nc = 1\n[a]\nd = 2\n[a.e]\n",
    "[a.b]\n[a]\nb.c = 1\n",
    "[a.b]\n[a]\nb = 1\n",
    "[a]\nb.c = 1\n[a.b]\n",
    "[a]\nb.c = 1\n[a.b.d]\n",
    "a.b = 1\n[a]\n",
    "a.b = 1\n[a.c]\n",
    "a.b = 1\n[a.b]\n",
    "a = {}\n[a]\nb = 1\n",
    "a = {}\n[a.b]\n",
    "a = {}\na.b = 1\n",
    "a = { b = 1, b = 2 }\n",
    "a = { b.c = 1, b.d = 2 }\n",
    "a = { b.c = 1, b = 2 }\n",
    "a = { b = {}, b.c = 1 }\n",
    "a = { b = 1, b.c = 1 }\n",
    "a = { b = [1], b.c = 1 }\n",
    "a = { b.c = { d = 1 }, b.c.e = 1 }\n",
    "a.b = {}\na.b.c = 1\n",
    "a = [1]\n[a.b]\n",
    "a = [1]\n[[a]]\n",
    "a = []\n[[a]]\n",
    "a = [{}]\n[[a]]\n",
    "a = [{}]\n[a.b]\n",
    "a = [{ b = 1 }]\na.c = 1\n",
    "[[a]]\n[[a]]\nb = 1\n",
    "[[a]]\n[a]\n",
    "[a]\n[[a]]\n",
    "[a.b]\n[[a]]\n",
    "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2\n",
    "[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\n",
    "[[a.b]]\n[a]\nb.c = 1\n",
    "[[a.b]]\n[a]\nb.c.d = 1\n",
    "[[a.b]]\n[a]\nc = 1\n",
    "[[a]]\nb.c = 1\n[[a.b]]\n",
    "[[a]]\nb = 1\n[a.b]\n",
    "[a . b . 'c']\nd . e = 1\n",
    "[]\n",
    "[a.]\n",
    "[[a]\nb = 1\n",
    "[a]]\nb = 1\n",
    "[a\nb = 1\n[c]\nb = 1\n",
    "a\nb = 1\n",
    "a = 1 b = 2\n",
    "a = { b = 1 c = 2 }\nd = [1 2]\n",
    "a = { b, c = }\nd = [,]\n",
    "= 1\n. = 2\na. = 3\n",
    "a = 0x1F\nb = 0o17\nc = 0b11\nd = 1_000\ne = +1\nf = -0\n",
    "a = 0xFFFFFFFFFFFFFFFFFF\nb = inf\nc = nan\nd = 1e400\ne = 1.5e3\nf = 1_0.0_1\n",
    "a = 01\nb = 1__0\nc = .5\nd = 1.\ne = 0X1\nf = 1e\ng = --1\n",
    "a = 1979-05-27\nb = 1979-05-27 07:32:00Z\nc = 07:32\nd = 1979-13-27\ne = 1979-02-30\n",
    "a = \"\"\"\r\n\\u00e9 \\\r\n   b\r\n\"\"\"\nb = '''\r\nc\r\n'''\nd = \"\"\"\"x\"\"\"\"\n",
    "a = \"\\x41\\e\\q\"\nb = \"\u{7f}\"\nc = 'a\u{1}'\n# \u{1}\nd = 1\r\ne = 1\r",
];

/// The tree that the judge reads if the text is TOML, and what it has to say.
fn judged(text: &str) -> (Option<Map<'_>>, Vec<(u32, u32, String)>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let found = errors.iter().map(|error| {
        let place = error.span().unwrap_or(0..0);
        (place.start as u32, place.end as u32, error.message().to_owned())
    });
    (errors.is_empty().then(|| tree(table.into_inner(), text)), found.collect())
}

fn tree<'t>(table: DeTable<'t>, text: &'t str) -> Map<'t> {
    let entry = |(key, value): (Place<Cow<'t, str>>, Place<DeValue<'t>>)| {
        let span = span(&key.span());
        Entry { key: crate::source::Spanned::new(key.into_inner(), span), node: node(value, text) }
    };
    let mut map = Map::default();
    let mut entries: Vec<Entry<'t>> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key.span.start);
    for entry in entries {
        map.push(entry);
    }
    map
}

fn span(range: &std::ops::Range<usize>) -> Span {
    Span::new(FileId(0), range.start as u32, range.end as u32)
}

fn node<'t>(value: Place<DeValue<'t>>, text: &'t str) -> Node<'t> {
    let range = value.span();
    let number = |digits: Option<String>| match digits {
        Some(digits) => Value::Scalar(Scalar::Number(Cow::Owned(digits))),
        None => Value::Broken,
    };
    let value = match value.into_inner() {
        DeValue::String(value) => {
            let is_long = ["\"\"\"", "'''"].iter().any(|quotes| text[range.clone()].starts_with(quotes));
            let quotes = if is_long { 3 } else { 1 };
            let (mut start, end) = (range.start + quotes, range.end - quotes);
            if is_long {
                start +=
                    ["\r\n", "\n"].iter().find(|line| text[start..].starts_with(**line)).map_or(0, |line| line.len());
            }
            Value::Scalar(Scalar::Text(Text { value, content: span(&(start..end)) }))
        }
        DeValue::Integer(digits) if digits.radix() == 10 => {
            number(Some(digits.as_str().trim_start_matches('+').into()))
        }
        DeValue::Integer(digits) => {
            number(u64::from_str_radix(digits.as_str(), digits.radix()).ok().map(|number| number.to_string()))
        }
        DeValue::Float(digits) => number(crate::front::psl::plain_decimal(digits.as_str())),
        DeValue::Boolean(is) => Value::Scalar(Scalar::Boolean(is)),
        DeValue::Datetime(_) => Value::Scalar(Scalar::Moment(&text[range.clone()])),
        DeValue::Array(items) => Value::Seq(items.into_iter().map(|item| node(item, text)).collect()),
        DeValue::Table(table) => Value::Map(tree(table, text)),
    };
    Node { value, span: span(&range) }
}

/// Whether something is no rule of the grammar, but one of tables and keys, which is said in words of one's own.
fn is_of_tables(message: &str) -> bool {
    message == "duplicate key" || message.starts_with("cannot extend") || message.starts_with('`')
}

/// Reads a text both ways; whether it is TOML.
fn compare(text: &str) -> bool {
    let ours = parse_events(FileId(0), text);
    if let Some(plain) = plain::read(FileId(0), text) {
        assert!(ours.mistakes.is_empty(), "{text:?}: {:?}", ours.mistakes);
        assert_eq!((&plain.root, &plain.numbers), (&ours.root, &ours.numbers), "{text:?}");
        each_text(&plain.root, &mut |written| assert!(is_borrowed_if_it_can_be(written, text), "{text:?}"));
    }
    let (root, mut theirs) = judged(text);
    let mut found: Vec<(u32, u32, String)> = ours.mistakes.iter().map(worded).collect();
    found.sort();
    theirs.sort();
    assert_eq!(found.is_empty(), theirs.is_empty(), "{text:?}\nours: {found:?}\ntheirs: {theirs:?}");
    if found.is_empty() {
        assert_eq!(Some(&ours.root), root.as_ref(), "{text:?}");
        each_text(&ours.root, &mut |written| assert!(is_borrowed_if_it_can_be(written, text), "{text:?}"));
        return true;
    }
    // The judge recovers from some mistakes by reading less.
    let of_grammar = |found: &[(u32, u32, String)]| -> Vec<(u32, u32, String)> {
        found.iter().filter(|error| !is_of_tables(&error.2)).cloned().collect()
    };
    let (our_grammar, their_grammar) = (of_grammar(&found), of_grammar(&theirs));
    assert_eq!(our_grammar.first(), their_grammar.first(), "{text:?}\nours: {found:?}\ntheirs: {theirs:?}");
    let lost = their_grammar.iter().find(|error| !our_grammar.contains(error));
    assert_eq!(lost, None, "{text:?}\nours: {found:?}");
    // What stands behind a first key or table that cannot be there may follow from it.
    let place = |found: &(u32, u32, String)| (found.0, found.1);
    if our_grammar.is_empty() {
        assert_eq!(
            found.first().map(place),
            theirs.first().map(place),
            "{text:?}\nours: {found:?}\ntheirs: {theirs:?}"
        );
    }
    false
}

/// A mistake in the words of the judge.
fn worded(mistake: &Mistake) -> (u32, u32, String) {
    let message = match &mistake.kind {
        Kind::Duplicate { .. } => "duplicate key".to_owned(),
        Kind::Syntax { message, expected: Some(expected) } => format!("{message}, expected {expected}"),
        Kind::Syntax { message, expected: None } => message.clone(),
    };
    (mistake.span.start, mistake.span.end, message)
}

fn is_borrowed_if_it_can_be(written: &Text<'_>, text: &str) -> bool {
    let content = &text[written.content.start as usize..written.content.end as usize];
    matches!(written.value, Cow::Borrowed(_)) == (written.value == content)
}

fn each_text(map: &Map<'_>, visit: &mut impl FnMut(&Text<'_>)) {
    fn each(node: &Node<'_>, visit: &mut impl FnMut(&Text<'_>)) {
        match &node.value {
            Value::Scalar(Scalar::Text(text)) => visit(text),
            Value::Seq(nodes) => nodes.iter().for_each(|node| each(node, visit)),
            Value::Map(map) => each_text(map, visit),
            Value::Scalar(_) | Value::Broken => {}
        }
    }
    map.entries.iter().for_each(|entry| each(&entry.node, visit));
}

/// TOML of the workspace, schemas and others.
const FILES: [&str; 28] = [
    include_str!("../../../../../Cargo.lock"),
    include_str!("../../../../../Cargo.toml"),
    include_str!("../../../../../clippy.toml"),
    include_str!("../../../../../rustfmt.toml"),
    include_str!("../../../../../ssot-core/Cargo.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0080-toml-syntax.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0081-duplicate-key.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0082-unclosed.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0083-unknown-key.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0084-value-form.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0085-missing-key.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0086-number-form.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0087-default-function.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0088-value-or-function.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0089-key-list.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0090-doc-directive.toml"),
    include_str!("../../../../../tests/diagnostics/SSOT0092-step-key.toml"),
    include_str!("../../../../../tests/domains/blog/actions.toml"),
    include_str!("../../../../../tests/domains/blog/schema.toml"),
    include_str!("../../../../../tests/domains/clinic/schema.toml"),
    include_str!("../../../../../tests/domains/crm/schema.toml"),
    include_str!("../../../../../tests/domains/fleet/schema.toml"),
    include_str!("../../../../../tests/domains/forum/schema.toml"),
    include_str!("../../../../../tests/domains/ledger/schema.toml"),
    include_str!("../../../../../tests/domains/library/schema.toml"),
    include_str!("../../../../../tests/domains/school/schema.toml"),
    include_str!("../../../../../tests/domains/shop/schema.toml"),
    include_str!("../../../../../tests/domains/ticketing/schema.toml"),
];

/// The files, and what the rules are decided by.
fn corpus() -> Vec<&'static str> {
    [FILES.as_slice(), RULES.as_slice()].concat()
}

/// Numbers that look like chance.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

#[test]
fn the_corpus_is_read_as_the_judge_reads_it() {
    let good = corpus().iter().filter(|text| compare(text)).count();
    assert!((35..60).contains(&good), "{good} are TOML");
}

#[test]
fn what_is_good_in_the_workspace_is_plain() {
    for text in FILES.iter().filter(|text| compare(text)) {
        assert!(plain::read(FileId(0), text).is_some(), "{text}");
    }
}

/// The text with bytes or lines taken away, doubled, swapped or overwritten.
fn damaged(random: &mut Random, text: &str) -> String {
    const BYTES: &[u8] = b"[]{}=.,\"'\\#\n\r\t 0a_-+eExT:Z\x01\x7f";
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = random.below(lines.len());
    lines.drain(..first);
    lines.truncate(24);
    let line = random.below(lines.len());
    let other = random.below(lines.len());
    match random.below(4) {
        0 if !lines.is_empty() => _ = lines.remove(line),
        1 if !lines.is_empty() => lines.insert(other, lines[line]),
        2 if !lines.is_empty() => lines.swap(line, other),
        _ => {}
    }
    let mut bytes = lines.concat().into_bytes();
    for _ in 0..random.below(3) {
        let at = random.below(bytes.len());
        match random.below(3) {
            0 if !bytes.is_empty() => _ = bytes.remove(at),
            1 if !bytes.is_empty() => bytes[at] = random.pick(BYTES),
            _ => bytes.insert(at, random.pick(BYTES)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn damaged_texts_are_judged_alike() {
    let corpus = corpus();
    let mut random = Random(20_261_129);
    let good = (0..12_000).filter(|_| {
        let text = random.pick(&corpus);
        compare(&damaged(&mut random, text))
    });
    let good = good.count();
    assert!((1_000..11_000).contains(&good), "{good} are TOML");
}

/// Few keys in many places: every second text breaks a rule about tables.
fn crowded(random: &mut Random) -> String {
    fn path(random: &mut Random) -> String {
        let parts: Vec<&str> =
            (0..=random.below(3)).map(|_| random.pick(&["a", "b", "c", "'a'", "\"b\"", "\"\\u0063\""])).collect();
        parts.join(random.pick(&[".", " . "]))
    }
    fn value(random: &mut Random, depth: usize) -> String {
        match random.below(if depth > 2 { 3 } else { 6 }) {
            0 => random.pick(&["1", "0x1F", "1.5", "inf", "true", "1979-05-27"]).to_owned(),
            1 => random.pick(&["'x'", "\"y\"", "\"\\t\"", "'''\nz'''", "\"\"\"\\\n  z\"\"\""]).to_owned(),
            2 => random.pick(&["[]", "{}"]).to_owned(),
            3 => format!("[{}, {}]", value(random, depth + 1), value(random, depth + 1)),
            _ => {
                let pairs: Vec<String> =
                    (0..=random.below(3)).map(|_| format!("{} = {}", path(random), value(random, depth + 1))).collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }
    let mut text = String::new();
    for _ in 0..=random.below(5) {
        let line = match random.below(4) {
            0 => format!("[{}]", path(random)),
            1 => format!("[[{}]]", path(random)),
            _ => format!("{} = {}", path(random), value(random, 0)),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[test]
fn keys_and_tables_meet_as_the_judge_lets_them() {
    let mut random = Random(7);
    let good = (0..30_000).filter(|_| compare(&crowded(&mut random))).count();
    assert!((3_000..27_000).contains(&good), "{good} are TOML");
}

#[test]
fn keys_are_found_among_few_and_many() {
    for count in [1_usize, 15, 16, 17, 18, 400] {
        let lines = (0..count).map(|at| format!("k{at} = {at}\n")).collect::<Vec<_>>().concat();
        assert!(compare(&lines));
        assert!(!compare(&format!("{lines}k{} = 0\n", count - 1)));
        assert!(!compare(&format!("{lines}k0 = 0\n")));
        assert!(compare(&format!("[a.b]\n[a]\n{lines}[a.c]\n")));
    }
}
