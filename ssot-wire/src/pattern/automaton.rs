//! A pattern as places: one for each character class, repetitions written out (Glushkov's construction).
//!
//! A text matches if there is a way from the start over places that take its characters to a last place.

use super::{Class, MAX_POSITIONS, Node};

#[derive(Debug)]
pub(super) struct Automaton {
    classes: Vec<Class>,
    /// Where the first character can be.
    first: Vec<usize>,
    /// Where the next character can be.
    follow: Vec<Vec<usize>>,
    /// Where the text can end.
    last: Vec<bool>,
    /// Steps that can be meant in two ways, as the one in `(?:a+)+` from `a` to `a`.
    doubled: Vec<(usize, usize)>,
    /// Whether the empty text matches, too.
    nullable: bool,
}

/// How a piece joins the pieces around it.
struct Ends {
    first: Vec<usize>,
    last: Vec<usize>,
    nullable: bool,
}

impl Automaton {
    /// `None` if there would be too many places.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let mut automaton = Self {
            classes: Vec::new(),
            first: Vec::new(),
            follow: Vec::new(),
            last: Vec::new(),
            doubled: Vec::new(),
            nullable: false,
        };
        let ends = automaton.add(node)?;
        automaton.last = vec![false; automaton.classes.len()];
        for place in ends.last {
            automaton.last[place] = true;
        }
        for (place, places) in automaton.follow.iter_mut().enumerate() {
            places.sort_unstable();
            let twice = places.windows(2).filter(|pair| pair[0] == pair[1]);
            automaton.doubled.extend(twice.map(|pair| (place, pair[0])));
            places.dedup();
        }
        automaton.first = ends.first;
        automaton.nullable = ends.nullable;
        Some(automaton)
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn class(&self, place: usize) -> &Class {
        &self.classes[place]
    }

    pub(super) fn follow(&self, place: usize) -> &[usize] {
        &self.follow[place]
    }

    pub(super) fn doubled(&self) -> &[(usize, usize)] {
        &self.doubled
    }

    fn add(&mut self, node: &Node) -> Option<Ends> {
        match node {
            Node::Class(class) => {
                let place = self.classes.len();
                if place == MAX_POSITIONS {
                    return None;
                }
                self.classes.push(class.clone());
                self.follow.push(Vec::new());
                Some(Ends { first: vec![place], last: vec![place], nullable: false })
            }
            Node::Sequence(nodes) => {
                let mut whole = Ends { first: Vec::new(), last: Vec::new(), nullable: true };
                for node in nodes {
                    let next = self.add(node)?;
                    whole = self.join(whole, next);
                }
                Some(whole)
            }
            Node::Alternatives(nodes) => {
                let mut whole = Ends { first: Vec::new(), last: Vec::new(), nullable: false };
                for node in nodes {
                    let next = self.add(node)?;
                    whole.first.extend(next.first);
                    whole.last.extend(next.last);
                    whole.nullable |= next.nullable;
                }
                Some(whole)
            }
            Node::Repeat { node, least, most } => self.repeat(node, *least, *most),
        }
    }

    /// `x{2,4}` is `xx(?:x(?:x)?)?`, so that one text takes one way; `x{2,}` is `xx`, the last one going round.
    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>) -> Option<Ends> {
        let mut whole = Ends { first: Vec::new(), last: Vec::new(), nullable: true };
        let mut before: Vec<usize> = Vec::new();
        for count in 1..=most.unwrap_or_else(|| least.max(1)) {
            let next = self.add(node)?;
            self.link(&before, &next.first);
            if whole.nullable && (count == 1 || next.nullable) {
                whole.first.extend(&next.first);
            }
            if !next.nullable {
                before.clear();
            }
            before.extend(&next.last);
            if count >= least || next.nullable {
                whole.last.extend(&next.last);
            }
            if most.is_none() && count >= least {
                self.link(&next.last, &next.first);
            }
            whole.nullable &= next.nullable || least == 0;
        }
        Some(whole)
    }

    fn join(&mut self, mut left: Ends, right: Ends) -> Ends {
        self.link(&left.last, &right.first);
        if left.nullable {
            left.first.extend(&right.first);
        }
        let last = if right.nullable { left.last.into_iter().chain(right.last).collect() } else { right.last };
        Ends { first: left.first, last, nullable: left.nullable && right.nullable }
    }

    fn link(&mut self, from: &[usize], to: &[usize]) {
        for &place in from {
            self.follow[place].extend(to);
        }
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        let mut characters = text.chars();
        let Some(c) = characters.next() else { return self.nullable };
        let mut here = vec![false; self.len()];
        for &place in &self.first {
            here[place] = self.classes[place].contains(c);
        }
        for c in characters {
            let mut next = vec![false; self.len()];
            for place in (0..self.len()).filter(|&place| here[place]) {
                for &to in &self.follow[place] {
                    next[to] = next[to] || self.classes[to].contains(c);
                }
            }
            here = next;
        }
        here.iter().zip(&self.last).any(|(here, last)| *here && *last)
    }
}
