//! Whether a backtracking engine could need exponential time.
//!
//! It can exactly if some place has two different ways back to itself over one and the same text: each round then doubles the ways
//! to try. Two ways over one text are one way through pairs of places, so the question is whether a pair of equal places and a pair
//! of different ones lie on a common cycle.
//!
//! Source: Weber and Seidl, "On the degree of ambiguity of finite automata" (1991), criterion EDA.

use std::collections::HashMap;

use super::automaton::Automaton;

/// More steps are not taken; the pattern then counts as exponential.
const MAX_STEPS: usize = 20_000_000;

pub(super) fn is_exponential(automaton: &Automaton) -> bool {
    let loops = components(automaton.len(), |place| automaton.follow(place).to_vec());
    if automaton.doubled().iter().any(|&(from, to)| loops[from] == loops[to]) {
        return true;
    }
    let mut steps = 0_usize;
    let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
    let mut list: Vec<(usize, usize)> = Vec::new();
    let mut edges: Vec<Vec<usize>> = Vec::new();
    for place in 0..automaton.len() {
        enter((place, place), &mut pairs, &mut list);
    }
    let mut index = 0;
    while index < list.len() {
        let (left, right) = list[index];
        let mut targets = Vec::new();
        for &a in automaton.follow(left).iter().filter(|&&a| loops[a] == loops[left]) {
            for &b in automaton.follow(right).iter().filter(|&&b| loops[b] == loops[right]) {
                steps += 1;
                if steps > MAX_STEPS {
                    return true;
                }
                if a == b || automaton.class(a).meets(automaton.class(b)) {
                    targets.push(enter((a, b), &mut pairs, &mut list));
                }
            }
        }
        edges.push(targets);
        index += 1;
    }
    let cycles = components(list.len(), |pair| edges[pair].clone());
    let mut equal: Vec<bool> = vec![false; list.len()];
    for (index, (left, right)) in list.iter().enumerate() {
        equal[cycles[index]] |= left == right;
    }
    list.iter().enumerate().any(|(index, (left, right))| left != right && equal[cycles[index]])
}

fn enter(pair: (usize, usize), pairs: &mut HashMap<(usize, usize), usize>, list: &mut Vec<(usize, usize)>) -> usize {
    *pairs.entry(pair).or_insert_with(|| {
        list.push(pair);
        list.len() - 1
    })
}

/// Which strongly connected component each node is in (Tarjan's algorithm, without recursion).
fn components(count: usize, edges: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let (mut order, mut low, mut component) = (vec![NONE; count], vec![NONE; count], vec![NONE; count]);
    let (mut next, mut found) = (0, 0);
    let mut stack = Vec::new();
    for root in 0..count {
        if order[root] != NONE {
            continue;
        }
        let mut calls = vec![(root, edges(root), 0)];
        while let Some((node, targets, at)) = calls.last_mut() {
            let node = *node;
            if *at == 0 && order[node] == NONE {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            }
            if let Some(&target) = targets.get(*at) {
                *at += 1;
                if order[target] == NONE {
                    calls.push((target, edges(target), 0));
                } else if component[target] == NONE {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(top) = stack.pop() {
                    component[top] = found;
                    if top == node {
                        break;
                    }
                }
                found += 1;
            }
            calls.pop();
            if let Some((above, ..)) = calls.last() {
                low[*above] = low[*above].min(low[node]);
            }
        }
    }
    component
}
