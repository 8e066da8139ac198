//! Work side by side, where it is long enough to pay for threads. What comes out does not depend on how many there are.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// So many bytes of text are work enough for a thread of their own: about a millisecond, and starting one takes some hundredths of that.
pub(crate) const ENOUGH: usize = 32 << 10;

/// More threads do not help: what follows the reading of texts is done by one or two.
const MOST: usize = 8;

/// How many threads are worth while for so many bytes of text.
///
/// ```
/// assert_eq!(ssot_core::parallel::threads(100), 1);
/// ```
pub fn threads(bytes: usize) -> usize {
    match bytes / ENOUGH {
        0 | 1 => 1,
        enough => cores().min(enough).min(MOST),
    }
}

/// How many threads run at a time. To find out takes half as long as to start one, so it is asked once.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// The first place from `start` on where a piece of a long text may end: behind a line that is `}` and nothing else, before more text.
pub(crate) fn cut_behind_block(text: &str, start: usize) -> Option<usize> {
    let rest = text.as_bytes().get(start..)?;
    let brace = rest.windows(3).position(|three| three[..2] == *b"\n}" && matches!(three[2], b'\n' | b'\r'))?;
    let line = start + brace + 2;
    let end = if text[line..].starts_with("\r\n") { 2 } else { 1 };
    Some(line + end).filter(|&end| end < text.len())
}

/// Does both, `other` on a thread of its own if there are to be more than one, and if it can be had.
///
/// ```
/// assert_eq!(ssot_core::parallel::join(2, || 1, || "one"), (1, "one"));
/// ```
pub fn join<A, B: Send>(threads: usize, here: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    if threads < 2 {
        return (here(), other());
    }
    thread::scope(|scope| {
        let started = Builder::new().spawn_scoped(scope, &other);
        let here = here();
        let other = match started {
            Ok(started) => started.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => other(),
        };
        (here, other)
    })
}

/// Maps `count` numbers from 0 on, in order; each thread takes the next one that nobody has taken.
///
/// ```
/// assert_eq!(ssot_core::parallel::map(2, 3, |number| number * 10), [0, 10, 20]);
/// ```
pub fn map<T: Send>(threads: usize, count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if threads < 2 || count < 2 {
        return (0..count).map(of).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, of(index)));
        }
    };
    let mut done = thread::scope(|scope| {
        let more = 1..threads.min(count);
        let started: Vec<_> = more.filter_map(|_| Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut done = work();
        for thread in started {
            done.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Frees a value that is made of many parts, on a thread that nobody waits for if there are to be more than one: what was made of a long schema
/// takes an eighth of the whole run to free. A process that ends meanwhile ends.
///
/// ```
/// ssot_core::parallel::discard(2, vec!["a".to_owned(); 1000]);
/// ```
pub fn discard<T: Send + 'static>(threads: usize, value: T) {
    if threads < 2 {
        return drop(value);
    }
    // Without a thread it is freed here, with the work that was not taken.
    let _ = Builder::new().spawn(|| drop(value));
}

/// So many things in parts of about the same length: some parts a thread, since some things are larger than others.
///
/// ```
/// assert_eq!(ssot_core::parallel::parts(1, 7), [0..7]);
/// assert_eq!(ssot_core::parallel::parts(2, 7).len(), 7);
/// ```
pub fn parts(threads: usize, count: usize) -> Vec<Range<usize>> {
    let parts = if threads < 2 { 1 } else { threads * 4 };
    let length = count.div_ceil(parts).max(1);
    (0..count.div_ceil(length)).map(|part| part * length..count.min((part + 1) * length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_whatever_the_number_of_threads() {
        let expected: Vec<usize> = (0..100).map(|number| number * number).collect();
        for threads in 1..5 {
            assert_eq!(map(threads, 100, |number| number * number), expected);
            assert_eq!(join(threads, || 1, || 2), (1, 2));
        }
        assert!(map(3, 0, |number| number).is_empty());
    }

    #[test]
    fn parts_cover_everything_once() {
        for (threads, count) in [(1, 0), (1, 7), (2, 1), (2, 9), (3, 100)] {
            let all: Vec<usize> = parts(threads, count).into_iter().flatten().collect();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_short_text_has_one_thread() {
        assert_eq!(threads(0), 1);
        assert_eq!(threads(ENOUGH * 2 - 1), 1);
        assert!((1..=MOST).contains(&threads(usize::MAX)));
    }

    #[test]
    #[should_panic(expected = "of the other")]
    fn a_panic_comes_through() {
        join(2, || (), || panic!("of the other"));
    }
}
