//! Any bytes as a request to a server.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ssot_fuzz::request::judge(bytes));
