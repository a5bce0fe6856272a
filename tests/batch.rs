//! Same bytes out for the same articles, whatever the threads, the way in and the order of the arguments.

use crate::program::{ARTICLES, Place, repository};

#[test]
fn the_number_of_threads_changes_nothing() {
    let place = Place::new();
    let fixtures = repository("fixtures/articles");
    let fixtures = fixtures.to_str().expect("a path");
    for verb in ["extract", "annotate"] {
        let one = place.run(&[verb, fixtures, "--threads", "1"]);
        let two = place.run(&[verb, fixtures, "--threads", "2"]);
        assert_eq!((one.code, one.err.as_str()), (Some(0), ""), "{verb}");
        assert!(!one.out.is_empty());
        assert_eq!(one.out, two.out, "{verb}");
    }
}

#[test]
fn more_articles_than_fit_in_one_chunk_keep_their_order() {
    let place = Place::new();
    let rows: String = (0..1300).map(|n| format!("{}\n", serde_json::json!({"id": n, "text": format!("杭州银行向浙江澄海电气股份有限公司发放贷款{}万元。", n + 1)}))).collect();
    place.file("rows.jsonl", rows);
    let one = place.run(&["extract", "rows.jsonl", "--threads", "1"]);
    let two = place.run(&["extract", "rows.jsonl", "--threads", "2"]);
    let ids: Vec<usize> =
        one.rows().iter().map(|row| row["doc"]["id"].as_str().expect("id").parse().expect("number")).collect();
    assert_eq!(ids, (0..1300).collect::<Vec<_>>());
    assert_eq!(one.out, two.out);
}

#[test]
fn shuffled_arguments_change_nothing() {
    let place = Place::with_articles();
    let folder = place.run(&["extract", "in"]);
    let [a, b, c] = ARTICLES.map(|(name, _)| format!("in/{name}"));
    for order in [[&a, &b, &c], [&c, &a, &b], [&b, &c, &a]] {
        let ran = place.run(&["extract", order[0], order[1], order[2]]);
        assert_eq!(ran.out, folder.out, "{order:?}");
    }
    assert_eq!(place.run(&["extract", "in/*", "in/weather.txt"]).out, folder.out);
}

#[test]
fn standard_input_and_file_give_the_same_bytes() {
    let place = Place::with_articles();
    for (name, text) in ARTICLES {
        let file = place.run(&["extract", &format!("in/{name}")]);
        let stdin = place.run_with(&["extract", "-", "--stdin-name", name], text.as_bytes());
        assert_eq!(file.out, stdin.out, "{name}");
    }
    let rows: String =
        ARTICLES.map(|(name, text)| format!("{}\n", serde_json::json!({"id": name, "text": text}))).concat();
    place.file("rows/dump.jsonl", &rows);
    let folder = place.run(&["extract", "rows"]);
    let stdin = place.run_with(&["extract", "-"], rows.as_bytes());
    assert_eq!((folder.out, folder.code), (stdin.out, stdin.code));
}

#[test]
fn several_outputs_hold_the_same_records() {
    let place = Place::with_articles();
    let ran = place.run(&["extract", "in", "-o", "a.jsonl", "-o", "-", "-o", "a.db"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(place.text("a.jsonl").as_bytes(), ran.out);
    assert!(!place.path("a.jsonl.part").exists());
}
