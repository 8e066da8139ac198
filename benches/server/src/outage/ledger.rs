//! What the server has said it did, held against what is in the database.

use std::collections::BTreeMap;

use ssot_db::{Context, Database, Error, Row, Sink, Statement, Value};

/// Whether the server has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// It has said that it is done.
    Given,
    /// Nobody knows: it was not answered, or with "not now".
    Open,
}

/// A post that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) created: Word,
    pub(super) with_comments: bool,
    /// The number of views that the server has acknowledged, and the last that was asked for.
    pub(super) views: (i64, i64),
    /// Whether its end was asked for.
    pub(super) removed: Option<Word>,
}

/// What clients know of what they have asked for.
#[derive(Debug, Default)]
pub struct Ledger {
    pub(super) posts: BTreeMap<String, Post>,
    /// Writes that were acknowledged, and those that were not.
    pub(super) writes: (u64, u64),
}

/// What an audit found.
#[derive(Debug, Default)]
pub struct Audit {
    /// Writes that the server has acknowledged.
    pub acknowledged: u64,
    /// Writes that it has not.
    pub open: u64,
    /// New posts among the latter, and how many of them are there nevertheless.
    pub open_posts: (u64, u64),
    /// What should be there and is not, or the other way round.
    pub wrong: Vec<String>,
}

impl Ledger {
    pub(super) fn add(&mut self, other: Self) {
        self.posts.extend(other.posts);
        self.writes.0 += other.writes.0;
        self.writes.1 += other.writes.1;
    }

    pub(super) fn write(&mut self, word: Word) {
        match word {
            Word::Given => self.writes.0 += 1,
            Word::Open => self.writes.1 += 1,
        }
    }

    /// Compares with the rows that there are.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn audit(&self, database: &Database) -> Result<Audit, Error> {
        let sql = "SELECT p.slug, p.views, (SELECT count(*) FROM comments c WHERE c.post_id = p.id) FROM posts p \
            WHERE p.slug LIKE 'load-%'";
        let statement = Statement::new(sql, Vec::new(), Context::None);
        let Rows(rows) = database.read(statement, Rows::default()).await?;
        Ok(self.compare(&rows))
    }

    fn compare(&self, rows: &BTreeMap<String, (i64, i64)>) -> Audit {
        let mut audit = Audit { acknowledged: self.writes.0, open: self.writes.1, ..Audit::default() };
        for (slug, post) in &self.posts {
            let row = rows.get(slug);
            if post.created == Word::Open {
                audit.open_posts.0 += 1;
                audit.open_posts.1 += u64::from(row.is_some());
            }
            let fault = match (row, post.created, post.removed) {
                (None, Word::Given, None) => Some("was created and is not there"),
                (Some(_), _, Some(Word::Given)) => Some("was removed and is there"),
                (Some((_, comments)), _, _) if *comments != 2 * i64::from(post.with_comments) => {
                    Some("has not the comments that it came with")
                }
                (Some((views, _)), _, _) if !(post.views.0..=post.views.1).contains(views) => {
                    Some("has not the views that it was given")
                }
                _ => None,
            };
            audit.wrong.extend(fault.map(|fault| format!("{slug} {fault}: {row:?}, {post:?}")));
        }
        let strangers = rows.keys().filter(|slug| !self.posts.contains_key(*slug));
        audit.wrong.extend(strangers.map(|slug| format!("{slug} is there and nobody has asked for it")));
        audit
    }
}

/// Views and comments by slug.
#[derive(Default)]
struct Rows(BTreeMap<String, (i64, i64)>);

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        let cells = (row.cell(0)?.into(), row.cell(1)?.into(), row.cell(2)?.into());
        if let (Value::Text(slug), Value::Integer(views), Value::Integer(comments)) = cells {
            self.0.insert(slug, (views, comments));
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(created: Word, views: (i64, i64), removed: Option<Word>) -> Post {
        Post { created, with_comments: true, views, removed }
    }

    fn wrong(post: Post, row: Option<(i64, i64)>) -> usize {
        let ledger = Ledger { posts: [("load-1".to_owned(), post)].into(), writes: (1, 0) };
        ledger.compare(&row.into_iter().map(|row| ("load-1".to_owned(), row)).collect()).wrong.len()
    }

    #[test]
    fn what_was_answered_is_there() {
        assert_eq!(wrong(post(Word::Given, (3, 3), None), Some((3, 2))), 0);
        assert_eq!(wrong(post(Word::Given, (3, 3), None), None), 1, "lost");
        assert_eq!(wrong(post(Word::Given, (3, 4), None), Some((4, 2))), 0, "the last change is open");
        assert_eq!(wrong(post(Word::Given, (3, 4), None), Some((2, 2))), 1, "a change is lost");
        assert_eq!(wrong(post(Word::Given, (0, 0), None), Some((0, 1))), 1, "half of a transaction");
    }

    #[test]
    fn what_is_open_may_be_there_as_a_whole() {
        assert_eq!(wrong(post(Word::Open, (0, 0), None), None), 0);
        assert_eq!(wrong(post(Word::Open, (0, 0), None), Some((0, 2))), 0);
        assert_eq!(wrong(post(Word::Open, (0, 0), None), Some((0, 0))), 1, "half of a transaction");
        assert_eq!(wrong(post(Word::Given, (0, 0), Some(Word::Open)), None), 0);
        assert_eq!(wrong(post(Word::Given, (0, 0), Some(Word::Given)), Some((0, 2))), 1, "come back");
    }

    #[test]
    fn what_nobody_asked_for_is_not_there() {
        let audit = Ledger::default().compare(&[("load-9".to_owned(), (0, 0))].into());
        assert_eq!(audit.wrong.len(), 1);
    }
}
