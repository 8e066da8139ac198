//! The tokens of a text, which bracket belongs to which, and a place among them.

use std::ops::Range;

use super::super::lexer::lex;
use super::super::token::{Kind, Token};

/// No partner.
const NONE: u32 = u32::MAX;

/// Tokens, their texts, their partners, and where reading stands.
#[derive(Debug)]
pub(super) struct Tape<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// For each bracket that has one, the index of its other half.
    partners: Vec<u32>,
    at: usize,
}

impl<'a> Tape<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let tokens = lex(text, 0);
        let partners = pair(&tokens);
        Self { text, tokens, partners, at: 0 }
    }

    /// Where a comment starts that goes on to the end of the text, in bytes.
    pub(super) fn unclosed_comment(&self) -> Option<usize> {
        let last = self.tokens.iter().rev().nth(1)?;
        (last.kind == Kind::UnclosedComment).then_some(last.start as usize)
    }

    /// Goes to a token.
    pub(super) fn seek(&mut self, index: usize) {
        self.at = index;
    }

    /// The token that comes next, blanks not counted.
    pub(super) fn peek(&self) -> usize {
        self.solid(self.at)
    }

    /// The kind of a token; [`Kind::End`] behind the last.
    pub(super) fn kind(&self, index: usize) -> Kind {
        self.tokens.get(index).map_or(Kind::End, |token| token.kind)
    }

    /// The text of a token.
    pub(super) fn slice(&self, index: usize) -> &'a str {
        self.text_of(index..index + 1)
    }

    /// The text of tokens.
    pub(super) fn text_of(&self, range: Range<usize>) -> &'a str {
        let byte = |index: usize| self.tokens.get(index).map_or(self.text.len(), |token| token.start as usize);
        &self.text[byte(range.start)..byte(range.end)]
    }

    /// The first token from an index on that is no blank.
    pub(super) fn solid(&self, mut index: usize) -> usize {
        while self.kind(index) == Kind::Blank {
            index += 1;
        }
        index
    }

    /// The other half of a bracket.
    pub(super) fn partner(&self, index: usize) -> Option<usize> {
        self.partners.get(index).filter(|&&partner| partner != NONE).map(|&partner| partner as usize)
    }

    /// Whether each bracket among tokens has its other half.
    pub(super) fn is_paired(&self, mut range: Range<usize>) -> bool {
        let is_bracket = |kind| sort_of(kind, true).or(sort_of(kind, false)).is_some();
        range.all(|index| !is_bracket(self.kind(index)) || self.partner(index).is_some())
    }

    /// Goes behind the line break that follows; if something else stands there, to that.
    pub(super) fn end_line(&mut self, index: usize) {
        let next = self.solid(index);
        self.at = if self.kind(next) == Kind::Newline { next + 1 } else { next };
    }

    /// Where a statement ends: at a line break outside of its brackets, or at the `}` of the block that it stands in.
    pub(super) fn statement_end(&self, start: usize, in_block: bool) -> usize {
        let mut index = start;
        loop {
            match self.kind(index) {
                Kind::Newline | Kind::End => return index,
                Kind::BraceClose if in_block => return index,
                Kind::BraceOpen | Kind::BracketOpen | Kind::ParenOpen => {
                    index = self.partner(index).unwrap_or(index) + 1;
                }
                _ => index += 1,
            }
        }
    }

    /// Whether tokens end in the `}` of braces that stand on several lines, comments not counted.
    pub(super) fn closes_block(&self, start: usize, end: usize) -> bool {
        let is_trivia = |kind| matches!(kind, Kind::Blank | Kind::Comment | Kind::DocComment | Kind::BlockComment);
        let Some(last) = (start..end).rev().find(|&index| !is_trivia(self.kind(index))) else { return false };
        let open = if self.kind(last) == Kind::BraceClose { self.partner(last) } else { None };
        open.is_some_and(|open| self.has_break(open..last))
    }

    /// Whether a line ends among tokens.
    pub(super) fn has_break(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|index| self.kind(index) == Kind::Newline)
    }
}

/// Finds the other half of each bracket. One that is not closed has none, and keeps no other from being paired.
fn pair(tokens: &[Token]) -> Vec<u32> {
    let mut partners = vec![NONE; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    // How many of the open ones are braces, brackets and parentheses.
    let mut counts = [0_usize; 3];
    for (index, token) in tokens.iter().enumerate() {
        if let Some(sort) = sort_of(token.kind, true) {
            open.push(index);
            counts[sort] += 1;
        } else if let Some(sort) = sort_of(token.kind, false) {
            // A bracket cannot close what stands around the innermost brace.
            while counts[sort] > 0 {
                let Some(&top) = open.last() else { break };
                let found = sort_of(tokens[top].kind, true).unwrap_or(0);
                if found == 0 && sort != 0 {
                    break;
                }
                open.pop();
                counts[found] -= 1;
                if found == sort {
                    partners[top] = index as u32;
                    partners[index] = top as u32;
                    break;
                }
            }
        }
    }
    partners
}

/// Brace 0, bracket 1, parenthesis 2.
fn sort_of(kind: Kind, opens: bool) -> Option<usize> {
    Some(match (kind, opens) {
        (Kind::BraceOpen, true) | (Kind::BraceClose, false) => 0,
        (Kind::BracketOpen, true) | (Kind::BracketClose, false) => 1,
        (Kind::ParenOpen, true) | (Kind::ParenClose, false) => 2,
        _ => return None,
    })
}
