//! The command line over real files: exit codes, bad inputs, the same bytes for any threads, order and way in.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const LOAN: &str = "南京银行向青州灵步机器人股份有限公司发放2000万元流动资金贷款，期限两年。";

fn rongzi(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rongzi")).args(arguments).current_dir(folder).output().expect("rongzi runs")
}

fn piped(arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rongzi"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rongzi runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("written");
    child.wait_with_output().expect("rongzi ends")
}

fn articles() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles")
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let one = rongzi(&["extract", ".", "--threads", "1"], &articles());
    let two = rongzi(&["extract", ".", "--threads", "2"], &articles());
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn the_same_bytes_whatever_the_order_of_the_inputs() {
    let forth = rongzi(&["extract", "wires", "digests/evening.txt", "features/a01.md"], &articles());
    let back = rongzi(&["extract", "features/a01.md", "wires/*.jsonl", "digests"], &articles());
    assert_eq!(String::from_utf8_lossy(&forth.stdout), String::from_utf8_lossy(&back.stdout));
}

#[test]
fn the_same_bytes_from_a_folder_and_from_standard_input() {
    let folder = rongzi(&["extract", "wires"], &articles());
    let rows = fs::read(articles().join("wires/flashes.jsonl")).expect("the rows");
    let pipe = piped(&["extract", "-"], &articles(), &rows);
    assert_eq!(String::from_utf8_lossy(&folder.stdout), String::from_utf8_lossy(&pipe.stdout));
    let file = rongzi(&["extract", "newspaper/robot-valley.md"], &articles());
    let page = fs::read(articles().join("newspaper/robot-valley.md")).expect("the page");
    let pipe = piped(&["extract", "-", "--stdin-name", "robot-valley.md"], &articles(), &page);
    assert_eq!(String::from_utf8_lossy(&file.stdout), String::from_utf8_lossy(&pipe.stdout));
}

/// Name of the bad input, what is written there, and a word of the reason that must be told.
#[test]
fn bad_inputs_lose_only_themselves() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("good.txt"), LOAN).expect("written");
    fs::write(path.join("empty.txt"), "").expect("written");
    fs::write(path.join("broken.txt"), b"\xFF\xC3\x28\xA0\xA1 not text \xFE").expect("written");
    fs::write(path.join("binary.txt"), b"PK\x03\x04\0\0\0").expect("written");
    fs::write(path.join("rows.jsonl"), format!("{{\"id\":1,\"text\":\"{LOAN}\"}}\nnot json\n{{\"id\":3,\"words\":\"x\"}}\n{{\"id\":4,\"text\":\"{LOAN}\",\"date\":\"soon\"}}\n[1]\n")).expect("written");
    fs::write(path.join("huge.txt"), "亿".repeat(50_000_000 / 3)).expect("written");
    fs::write(path.join("huge.jsonl"), format!("{{\"id\":\"big\",\"text\":\"{}\"}}\n{{\"id\":\"small\",\"text\":\"{LOAN}\"}}\n", "亿".repeat(50_000_000 / 3))).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(path, path.join("loop")).expect("linked");
    let output = rongzi(&["extract", ".", "--failed", "../failed.jsonl"], path);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for (name, reason) in [
        ("empty.txt", "empty"),
        ("broken.txt", "invalid UTF-8"),
        ("binary.txt", "NUL"),
        ("huge.txt", "--max-article-bytes"),
        ("huge.jsonl:1", "--max-article-bytes"),
        ("rows.jsonl:2", "no JSON"),
        ("rows.jsonl:3 (article 3)", "--text-field"),
        ("rows.jsonl:4 (article 4)", "no date"),
        ("rows.jsonl:5", "no object"),
    ] {
        assert!(told.lines().any(|line| line.contains(name) && line.contains(reason)), "{name} {reason} is not told:\n{told}");
    }
    if cfg!(unix) {
        assert!(told.contains("loop"), "{told}");
    }
    let ids: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a record")["doc"]["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["good#1", "small", "1"]);
    let failed = fs::read_to_string(path.parent().expect("a parent").join("failed.jsonl")).expect("the list of failures");
    assert_eq!(failed.lines().count(), told.lines().count());
}

#[test]
fn what_cannot_run_ends_with_two_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), LOAN).expect("written");
    fs::write(folder.path().join("bad.toml"), "schema = 1\nsied = 2\n").expect("written");
    fs::write(folder.path().join("rongzi.toml"), "").expect("written");
    for (arguments, reason) in [
        (vec!["extract", "nothing-here.txt"], "no such file"),
        (vec!["extract", "a.txt", "-o", "events.xls"], "expected .jsonl"),
        (vec!["extract", "a.txt", "-o", "no/such/folder/events.db"], "no/such/folder"),
        (vec!["extract", "a.txt", "--frames", "bad.toml"], "unknown field `sied`"),
        (vec!["extract", "a.txt", "--dictionary", "missing.tsv"], "missing.tsv"),
        (vec!["extract", "a.txt", "--threads", "0"], "at least 1"),
        (vec!["extract", "a.txt", "--frobnicate"], "--frobnicate"),
    ] {
        let output = rongzi(&arguments, folder.path());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(reason), "{arguments:?}: {reason:?} is not told:\n{told}");
    }
}

#[test]
fn every_encoding_and_format_reads_alike() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/inputs");
    let output = rongzi(&["extract", "loan-utf8.txt", "loan-bom.txt", "loan-gbk.txt", "loan-utf16.txt", "loan.md", "loan.jsonl", "loan-gbk.jsonl"], &inputs);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let amounts: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a record")["amount"]["min"].clone())
        .collect();
    assert_eq!(amounts, vec![serde_json::json!("20000000"); 7]);
}

#[test]
fn users_add_names_and_remove_them() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "蓝莓向桃子发放100万元流动资金贷款。").expect("written");
    fs::write(folder.path().join("own.tsv"), "name\taliases\tcode\tkind\n蓝莓\t\t\tbank\n桃子\t\t\tfirm\n").expect("written");
    let without = rongzi(&["extract", "a.txt"], folder.path());
    assert_eq!(without.stdout.len(), 0);
    let with = rongzi(&["extract", "a.txt", "--dictionary", "own.tsv"], folder.path());
    let record: serde_json::Value = serde_json::from_slice(&with.stdout).expect("one record");
    assert_eq!(record["parties"][0]["entity_id"], "user:蓝莓");
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
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!((&record["type"], &record["amount"]["min"]), (&serde_json::json!("credit.buyout"), &serde_json::json!("3000000")));
}

#[test]
fn explain_shows_rules_and_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = rongzi(&["explain", "--text", &format!("{LOAN}银行应提高对南京银行的授信额度。")], folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    for words in ["[dictionary]", "dictionaries/banks.tsv:", "✓ credit.loan", "points", "✗ credit.line", "advice: 应"] {
        assert!(told.contains(words), "{words} is missing in\n{told}");
    }
}

#[test]
fn annotate_gives_mentions_and_tokens_with_offsets_on_the_text() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.jsonl"), format!("{{\"id\":\"x\",\"title\":\"南京银行放款\",\"text\":\"{LOAN}\",\"published\":\"2025-03-01\"}}\n")).expect("written");
    let output = rongzi(&["annotate", "a.jsonl", "--tokens"], folder.path());
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line");
    let chars: Vec<char> = LOAN.chars().collect();
    for part in line["mentions"].as_array().expect("mentions").iter().chain(line["tokens"].as_array().expect("tokens")) {
        if part["zone"] == "title" {
            continue;
        }
        let (start, end) = (part["start"].as_u64().expect("start") as usize, part["end"].as_u64().expect("end") as usize);
        assert_eq!(chars[start..end].iter().collect::<String>(), part["text"].as_str().expect("text"));
    }
    assert!(line["mentions"].as_array().expect("mentions").iter().any(|mention| mention["kind"] == "bank" && mention["zone"] == "title"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rongzi"))
        .args(["extract", "."])
        .current_dir(articles())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rongzi runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("rongzi ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
