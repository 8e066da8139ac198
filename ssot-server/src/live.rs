//! Changes as they happen (contract section 9): the database writes them down, in the transaction that makes them; a server reads
//! them, and tells each caller what it may see of them.
//!
//! Nothing is kept per caller but a position: a [`Follower`] asks the database what is new behind it, when the [`Feed`] says that
//! there is something. So a slow client costs nobody anything, and one that comes back goes on where it was, at any server.

mod feed;
mod follower;
mod quota;

pub use feed::Feed;
pub use follower::{Change, Event, Follower, Told};
