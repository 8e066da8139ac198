//! How many statements a request costs.

#[macro_use]
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::get;
use ssot_server::Server;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

on_each_database! {
    api12_statements_do_not_depend_on_rows
}

/// Counts statements as they are logged.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "ssot::statement"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut NoValues);
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Texts of statements have placeholders where values would be.
struct NoValues;

impl Visit for NoValues {
    fn record_debug(&mut self, _: &Field, value: &dyn std::fmt::Debug) {
        assert!(!format!("{value:?}").contains("ann"), "{value:?}");
    }
}

async fn api12_statements_do_not_depend_on_rows(server: &Server) {
    let counter = Counter::default();
    let _guard = tracing::subscriber::set_default(counter.clone());
    for (path, statements) in [
        ("posts/1", 1),
        ("posts/1?include=author,category", 1),
        ("posts?take=1", 1),
        ("posts?include=author,category&where[author][is][name]=Ann&where[comments][some][id]=1", 1),
        ("posts?take=1&include=author,comments", 2),
        ("posts?take=100&include=author,comments", 2),
        ("posts?take=1&include=author.posts.tags,comments.author,tags", 5),
        ("posts?take=100&include=author.posts.tags,comments.author,tags", 5),
        ("posts?count=exact", 2),
        ("posts/1/comments?include=author", 1),
        ("posts/1/tags", 1),
        ("posts/5/tags", 2),
    ] {
        counter.0.store(0, Ordering::Relaxed);
        let answer = get(server, &format!("/api/{path}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(counter.0.load(Ordering::Relaxed), statements, "{path}");
    }
}
