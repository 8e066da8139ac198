//! Text to nodes. Every refusal says what to write instead.

use super::{Class, Fault, MAX_CHARACTERS, MAX_REPEAT, Node};

/// The deepest nesting of groups.
const MAX_DEPTH: u32 = 32;

/// What a backslash makes ordinary, everywhere.
const SYNTAX: &str = "^$\\.*+?()[]{}|/";

pub(super) fn parse(source: &str) -> Result<Node, Fault> {
    if source.chars().count() > MAX_CHARACTERS {
        return Err(Fault::new("this pattern is too long", format!("it may have {MAX_CHARACTERS} characters")));
    }
    if source.contains('\0') {
        return Err(Fault::new("U+0000 stands in no text", "leave the character out"));
    }
    let start = source.strip_prefix('^');
    let body = start.unwrap_or(source);
    let end =
        body.strip_suffix('$').filter(|rest| rest.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 0);
    let body = end.unwrap_or(body);
    if start.is_none() || end.is_none() {
        let mut fault = Fault::new(
            "a pattern holds for the whole text: it starts with `^` and ends with `$`",
            "to match anywhere in the text, write `^[^\\n]*…[^\\n]*$`",
        );
        fault.instead = Some(format!("^{body}$")).filter(|instead| parse(instead).is_ok());
        if fault.instead.is_some() {
            fault.help = Some(format!("write `^{body}$`; to match anywhere in the text, `^[^\\n]*{body}[^\\n]*$`"));
        }
        return Err(fault);
    }
    let mut parser = Parser { source, rest: body, depth: 0 };
    let node = parser.alternatives()?;
    if !parser.rest.is_empty() {
        return Err(Fault::new("this `)` closes nothing", "for the character itself write `\\)`"));
    }
    if matches!(node, Node::Alternatives(_)) {
        let mut fault = Fault::new(
            "`^` and `$` bind only the first and the last alternative",
            "put the alternatives in a group: `^(?:a|b)$`",
        );
        fault.instead = Some(format!("^(?:{body})$"));
        return Err(fault);
    }
    Ok(node)
}

struct Parser<'a> {
    source: &'a str,
    rest: &'a str,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A refusal whose cure is another piece in the same place.
    fn swap(&self, message: String, from: &str, to: &str) -> Fault {
        let mut fault = Fault::new(message, format!("write `{to}`"));
        let instead = self.source.replace(from, to);
        fault.instead = Some(instead).filter(|instead| {
            instead.matches('\\').count() < self.source.matches('\\').count() && parse(instead).is_ok()
        });
        fault
    }

    /// Up to `)` or the end.
    fn alternatives(&mut self) -> Result<Node, Fault> {
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alternatives(all) })
    }

    fn sequence(&mut self) -> Result<Node, Fault> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            nodes.push(self.repeated(atom)?);
        }
        Ok(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Result<Node, Fault> {
        let Some(c) = self.bump() else { return Ok(Node::Sequence(Vec::new())) };
        Ok(match c {
            '(' => return self.group(),
            '[' => Node::Class(self.class()?),
            '\\' => Node::Class(Class::single(self.escape("")?)),
            '.' => {
                return Err(Fault::new(
                    "engines disagree whether `.` is a line break",
                    "write `[^\\n]`, or `\\.` for the character itself",
                ));
            }
            '*' | '+' | '?' => {
                return Err(Fault::new(
                    format!("nothing stands before `{c}`"),
                    format!("for the character itself write `\\{c}`"),
                ));
            }
            '^' | '$' => {
                return Err(Fault::new(
                    format!("`{c}` stands only at the {} of a pattern", if c == '^' { "start" } else { "end" }),
                    format!("for the character itself write `\\{c}`"),
                ));
            }
            '{' | '}' | ']' => {
                return Err(Fault::new(
                    format!("engines disagree about a lone `{c}`"),
                    format!("for the character itself write `\\{c}`"),
                ));
            }
            c => Node::Class(Class::single(c)),
        })
    }

    fn group(&mut self) -> Result<Node, Fault> {
        if self.peek() == Some('?') && !self.eat("?:") {
            return Err(match self.rest.get(1..2).unwrap_or_default() {
                "=" | "!" => Fault::new("not every engine looks ahead", "leave the look-ahead out"),
                "<" if self.rest.starts_with("?<=") || self.rest.starts_with("?<!") => {
                    Fault::new("not every engine looks behind", "leave the look-behind out")
                }
                "<" | "P" => Fault::new("not every engine names groups", "write `(?:…)`"),
                _ => Fault::new("not every engine knows these flags", "write both cases, such as `[Aa]`"),
            });
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::new("groups are nested too deep", format!("{MAX_DEPTH} levels are enough")));
        }
        let node = self.alternatives()?;
        self.depth -= 1;
        if !self.eat(")") {
            return Err(Fault::new("a group is not closed", "add `)`"));
        }
        if node == Node::Sequence(Vec::new()) {
            return Err(Fault::new("this group is empty", "leave it out"));
        }
        Ok(node)
    }

    fn repeated(&mut self, node: Node) -> Result<Node, Fault> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.bump();
                let (least, most) = self.counts()?;
                return self.finish(node, least, most);
            }
            _ => return Ok(node),
        };
        self.bump();
        self.finish(node, least, most)
    }

    fn finish(&self, node: Node, least: u32, most: Option<u32>) -> Result<Node, Fault> {
        match self.peek() {
            Some('?') => Err(Fault::new(
                "engines disagree about lazy repetition",
                "leave the `?` out: the whole text matches or not",
            )),
            Some('+') => Err(Fault::new("not every engine has possessive repetition", "leave the `+` out")),
            Some('*' | '{') => Err(Fault::new("a repetition is repeated", "put the inner one in a group: `(?:…)`")),
            _ => Ok(Node::Repeat { node: Box::new(node), least, most }),
        }
    }

    /// `2}`, `2,}` or `2,3}`.
    fn counts(&mut self) -> Result<(u32, Option<u32>), Fault> {
        let wrong = || Fault::new("a repetition is `{2}`, `{2,}` or `{2,3}`", "for the character itself write `\\{`");
        let inside = self.rest.split_once('}').map(|(inside, _)| inside).ok_or_else(wrong)?;
        let (least, most) = match inside.split_once(',') {
            None => (inside, Some(inside)),
            Some((least, "")) => (least, None),
            Some((least, most)) => (least, Some(most)),
        };
        let number = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if plain { text.parse::<u32>().map_err(|_| wrong()) } else { Err(wrong()) }
        };
        let (least, most) = (number(least)?, most.map(number).transpose()?);
        if least.max(most.unwrap_or(0)) > MAX_REPEAT {
            return Err(Fault::new(
                format!("`{{{inside}}}` counts further than every engine does"),
                format!("a count is at most {MAX_REPEAT}; the length of the text is the business of `@length`"),
            ));
        }
        if most.is_some_and(|most| most < least) {
            return Err(Fault::new(
                format!("`{{{inside}}}` has its ends the wrong way round"),
                "write the smaller number first",
            ));
        }
        if most == Some(0) {
            return Err(Fault::new(format!("`{{{inside}}}` repeats nothing"), "leave the piece out"));
        }
        self.rest = &self.rest[inside.len() + 1..];
        Ok((least, most))
    }

    /// Behind `\`; `more` are the characters that may be escaped here besides the usual ones.
    fn escape(&mut self, more: &str) -> Result<char, Fault> {
        let Some(c) = self.bump() else {
            return Err(Fault::new("nothing stands behind `\\`", "for the character itself write `\\\\`"));
        };
        let class = |class: &str| {
            self.swap(
                format!("`\\{c}` depends on tables that engines have in different editions"),
                &format!("\\{c}"),
                class,
            )
        };
        Err(match c {
            't' => return Ok('\t'),
            'n' => return Ok('\n'),
            'r' => return Ok('\r'),
            'x' => return self.hexadecimal(),
            c if SYNTAX.contains(c) || more.contains(c) => return Ok(c),
            'd' if more.is_empty() => class("[0-9]"),
            'w' if more.is_empty() => class("[A-Za-z0-9_]"),
            's' if more.is_empty() => class("[ \\t\\n\\r]"),
            'd' => class("0-9"),
            'w' => class("A-Za-z0-9_"),
            's' => class(" \\t\\n\\r"),
            'D' | 'W' | 'S' | 'p' | 'P' => Fault::new(
                format!("`\\{c}` depends on tables that engines have in different editions"),
                "write the characters: `[^0-9]`",
            ),
            'b' | 'B' | 'A' | 'z' | 'Z' | 'G' => Fault::new(
                format!("engines disagree about `\\{c}`"),
                "leave it out: a pattern holds for the whole text",
            ),
            '0'..='9' | 'k' => Fault::new("not every engine has back-references", "write the piece again"),
            c if c.is_ascii_alphanumeric() => Fault::new(
                format!("not every engine knows `\\{c}`"),
                format!("write `{c}`, or the character that you mean"),
            ),
            c => self.swap(format!("not every engine lets `{c}` be escaped"), &format!("\\{c}"), &c.to_string()),
        })
    }

    /// Two digits, and no third: PostgreSQL would read it, too.
    fn hexadecimal(&mut self) -> Result<char, Fault> {
        let digits: String = self.rest.chars().take(3).take_while(char::is_ascii_hexdigit).collect();
        let code = if digits.len() == 2 { u32::from_str_radix(&digits, 16).ok() } else { None };
        match code.and_then(char::from_u32) {
            Some(c @ '\u{1}'..='\u{7f}') => {
                self.rest = &self.rest[2..];
                Ok(c)
            }
            _ => Err(Fault::new(
                "`\\x` stands before two hexadecimal digits from 01 to 7F, and not before a third",
                "write the character itself",
            )),
        }
    }

    /// Behind `[`.
    fn class(&mut self) -> Result<Class, Fault> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            let before = self.rest;
            let Some(c) = self.bump() else { return Err(Fault::new("a class is not closed", "add `]`")) };
            let low = match c {
                ']' if ranges.is_empty() => {
                    return Err(Fault::new(
                        "engines disagree about a class that starts with `]`",
                        "for the character itself write `\\]`",
                    ));
                }
                ']' => break,
                '[' => {
                    return Err(Fault::new(
                        "engines disagree about `[` in a class",
                        "for the character itself write `\\[`; a name such as `[:alpha:]` is not known everywhere",
                    ));
                }
                '&' | '-' | '~' if before[1..].starts_with(c) => {
                    return Err(Fault::new(
                        format!("some engines read `{c}{c}` in a class as an operation on sets"),
                        format!("write `{c}` once"),
                    ));
                }
                '\\' => self.escape("-")?,
                c => c,
            };
            // `-` is itself at either end, and a range elsewhere.
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if c == '-' && !ranges.is_empty() && !self.rest.starts_with(']') {
                return Err(Fault::new(
                    "engines disagree about a `-` in the middle of a class",
                    "write it last, or `\\-`",
                ));
            }
            if !is_range {
                ranges.push((low, low));
                continue;
            }
            self.bump();
            let high = match self.bump() {
                Some('\\') => self.escape("-")?,
                Some(c) if !matches!(c, '[' | '-') => c,
                _ => return Err(Fault::new("a range in a class has no end", "write it as `a-z`")),
            };
            if !low.is_ascii() || !high.is_ascii() {
                return Err(Fault::new(
                    format!("the range `{low}-{high}` goes beyond ASCII, where it depends on the database's collation"),
                    "write the characters one by one",
                ));
            }
            if low > high {
                return Err(Fault::new(
                    format!("the range `{low}-{high}` has its ends the wrong way round"),
                    format!("write `{high}-{low}`"),
                ));
            }
            ranges.push((low, high));
        }
        Ok(if negated { Class::negated(ranges) } else { Class { ranges } })
    }
}
