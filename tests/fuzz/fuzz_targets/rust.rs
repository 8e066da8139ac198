//! Any text as a `.rs` file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ssot_fuzz::judge("rs", text));
