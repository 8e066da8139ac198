//! What the benchmarks of servers share: the rows, servers as processes of their own, load, and a load that goes on while
//! the database goes away.

pub mod contender;
pub mod data;
pub mod document;
pub mod load;
pub mod outage;
