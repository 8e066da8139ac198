//! Any text through the formatter.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ssot_fuzz::judge_layout(text));
