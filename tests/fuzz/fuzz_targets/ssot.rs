//! Any text as a `.ssot` file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ssot_fuzz::judge("ssot", text));
