//! The fixture articles against their hand-made expectations, as `rongzi check` compares them.

use std::process::Command;

#[test]
fn fixture_articles_give_the_expected_records() {
    let output = Command::new(env!("CARGO_BIN_EXE_rongzi"))
        .args(["check", "fixtures/articles"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("rongzi runs");
    let account = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{account}\nhelp: fixtures/README.md says how expectations and marks work");
}
