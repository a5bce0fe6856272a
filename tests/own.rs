//! A user's own names and event types, without a rebuild.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const LOAN: &str = "南京银行向青州灵步机器人股份有限公司发放2000万元流动资金贷款，期限两年。";

fn rongzi(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rongzi")).args(arguments).current_dir(folder).output().expect("rongzi runs")
}

#[test]
fn users_add_names_and_remove_them() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "蓝莓向桃子发放100万元流动资金贷款。").expect("written");
    fs::write(folder.path().join("own.tsv"), "name\taliases\tcode\tkind\n蓝莓\t\t\tbank\n桃子\t\t\tfirm\n")
        .expect("written");
    let without = rongzi(&["extract", "a.txt"], folder.path());
    assert_eq!(without.stdout.len(), 0);
    let with = rongzi(&["extract", "a.txt", "--dictionary", "own.tsv"], folder.path());
    let record: serde_json::Value = serde_json::from_slice(&with.stdout).expect("one record");
    let ids: Vec<&str> =
        record["parties"].as_array().expect("parties").iter().filter_map(|party| party["entity_id"].as_str()).collect();
    assert!(ids.contains(&"user:蓝莓"), "{ids:?}");
    assert_eq!(record["parties"].as_array().expect("parties").len(), 2);
    fs::write(folder.path().join("less.tsv"), "-南京银行\n").expect("written");
    let line = rongzi(&["explain", "--text", LOAN, "--dictionary", "less.tsv"], folder.path());
    assert!(!String::from_utf8_lossy(&line.stdout).contains("org:601009.SH"));
}

#[test]
fn a_new_event_type_is_one_file() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("credit.buyout.toml"),
        "schema = 1\ntype = \"credit.buyout\"\ntitle = \"债权买断\"\nneeds_one_of = [\"amount\"]\n[[trigger]]\nas = \"product\"\nwords = [\"债权买断\"]\n\
         [roles.lender]\nside = \"provider\"\naccepts = [\"bank\"]\n[roles.borrower]\nside = \"receiver\"\naccepts = [\"firm\"]\nmain = true\n[amount]\nkind = \"principal\"\n",
    )
    .expect("written");
    fs::write(folder.path().join("a.txt"), "南京银行为灵步机器人办理了300万元债权买断。").expect("written");
    let output = rongzi(&["extract", "a.txt", "--frames", "credit.buyout.toml"], folder.path());
    let record: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(
        (&record["type"], &record["amount"]["min"]),
        (&serde_json::json!("credit.buyout"), &serde_json::json!("3000000"))
    );
}

#[test]
fn explain_shows_rules_and_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = rongzi(&["explain", "--text", &format!("{LOAN}银行应提高对南京银行的授信额度。")], folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    for words in ["[dictionary]", "dictionaries/banks.tsv:", "✓ credit.loan", "points", "✗ credit.line", "advice: 应"]
    {
        assert!(told.contains(words), "{words} is missing in\n{told}");
    }
}

#[test]
fn names_of_the_user_are_words_for_the_segmenter() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "蓝莓派算力向桃子借款。").expect("written");
    fs::write(folder.path().join("own.tsv"), "name\taliases\tcode\tkind\n蓝莓派算力\t\t\tfirm\n").expect("written");
    let tokens = |arguments: &[&str]| -> Vec<String> {
        let line: serde_json::Value =
            serde_json::from_slice(&rongzi(arguments, folder.path()).stdout).expect("one line");
        let tokens = line["tokens"].as_array().expect("tokens");
        tokens.iter().map(|token| token["text"].as_str().expect("text").to_owned()).collect()
    };
    assert!(!tokens(&["annotate", "a.txt", "--tokens"]).contains(&"蓝莓派算力".to_owned()));
    assert!(tokens(&["annotate", "a.txt", "--tokens", "--dictionary", "own.tsv"]).contains(&"蓝莓派算力".to_owned()));
}
