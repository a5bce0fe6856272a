//! Inputs: every format in every encoding, and bad ones that lose only themselves.

use crate::program::{ARTICLES, Place, repository, rows};

#[test]
fn every_format_reads_the_same_in_every_encoding() {
    let folder = repository("fixtures/inputs");
    let place = Place::new();
    for (stem, ending) in [("plain", "txt"), ("markdown", "md"), ("rows", "jsonl")] {
        let mut first: Option<Vec<u8>> = None;
        for encoding in ["utf8", "utf8-bom", "gb18030", "utf16le", "utf16be"] {
            let name = format!("{stem}-{encoding}.{ending}");
            let bytes = std::fs::read(folder.join(&name)).expect("fixture");
            // Under one name, so that the records are the same to the byte.
            place.file(&format!("{stem}.{ending}"), bytes);
            let ran = place.run(&["extract", &format!("{stem}.{ending}")]);
            assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{name}");
            assert_eq!(ran.rows().len(), 1, "{name}");
            assert_eq!(first.get_or_insert_with(|| ran.out.clone()), &ran.out, "{name} differs from {stem}-utf8");
        }
    }
}

#[test]
fn a_bad_input_is_reported_by_name_and_loses_only_itself() {
    let place = Place::with_articles();
    place.file("in/broken.txt", b"\xE6\x9D\xAD\xE5\xB7\x9E\xE9\x93\xB6\xE8\xA1\x8C\xE5\x90".as_slice());
    place.file("in/empty.txt", "");
    place.file("in/blank.md", " \n\n");
    place.file("in/picture.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".as_slice());
    place.file("in/rows.jsonl", "{\"id\":7,\"titel\":\"x\",\"txt\":\"y\"}\n\nno json\n[1]\n{\"text\":\"  \"}\n{\"text\":\"今日多云。\",\"date\":\"soon\"}\n");
    let ran = place.run(&["extract", "in", "absent.txt", "--failed", "failed.jsonl"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.rows().len(), 2, "the good articles are read");
    let reasons = [
        ("absent.txt: ", "no such file"),
        ("broken.txt ", "invalid UTF-8 at byte 12"),
        ("empty.txt ", "empty"),
        ("blank.md ", "empty"),
        ("picture.txt ", ""),
        ("rows.jsonl:1 (article 7)", "the row has id titel txt, expected one of text content body"),
        ("rows.jsonl:3: ", "no JSON"),
        ("rows.jsonl:4: ", "no object"),
        ("rows.jsonl:5 ", "empty"),
        ("rows.jsonl:6 ", "\"soon\" is no date"),
    ];
    for (name, reason) in reasons {
        let told = ran.err.lines().any(|line| line.contains(name) && line.contains(reason));
        assert!(told, "no line with {name:?} and {reason:?} in\n{}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), reasons.len(), "{}", ran.err);
    let failed = rows(&place.text("failed.jsonl"));
    assert_eq!(failed.len(), reasons.len());
    let seven = failed.iter().find(|row| row["id"] == "7").expect("the row of id 7");
    assert_eq!((&seven["source"], &seven["line"]), (&"rows.jsonl".into(), &1.into()));
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_is_reported_and_the_rest_is_read() {
    let place = Place::with_articles();
    std::fs::create_dir(place.path("in/deep")).expect("folder");
    std::os::unix::fs::symlink("..", place.path("in/deep/up")).expect("link");
    std::os::unix::fs::symlink("nowhere.txt", place.path("in/dangling.txt")).expect("link");
    let ran = place.run(&["extract", "in"]);
    assert_eq!((ran.code, ran.rows().len()), (Some(1), 2));
    assert!(ran.err.contains("in/deep/up: a loop of folders"), "{}", ran.err);
    assert!(ran.err.contains("in/dangling.txt"), "{}", ran.err);
}

#[test]
fn a_huge_line_is_passed_over_and_reported() {
    let place = Place::new();
    let good = format!("{{\"id\":\"good\",\"text\":\"{}\"}}\n", ARTICLES[0].1.trim());
    let mut bytes = good.clone().into_bytes();
    bytes.extend(b"{\"id\":\"huge\",\"text\":\"");
    bytes.resize(bytes.len() + 50_000_000, b'a');
    bytes.extend(b"\"}\n");
    bytes.extend(good.replace("good", "last").as_bytes());
    let ran = place.run_with(&["extract", "-", "--stdin-name", "dump.jsonl"], &bytes);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("dump.jsonl:2: a line longer than 33554432 bytes"), "{}", ran.err);
    let ids: Vec<_> = ran.rows().iter().map(|row| row["doc"]["id"].clone()).collect();
    assert_eq!(ids, ["good", "last"]);
    let ran = place
        .run_with(&["extract", "-", "--max-article-bytes", "40", "--stdin-name", "a.txt"], ARTICLES[0].1.as_bytes());
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("a.txt (article a): longer than 40 bytes"), "{}", ran.err);
}

#[test]
fn files_of_one_name_keep_apart() {
    let place = Place::new();
    for name in ["x/a.txt", "y/a.txt", "y/a.md", "z/b.txt"] {
        place.file(name, ARTICLES[0].1);
    }
    let ran = place.run(&["extract", "z", "y", "./x", "x/a.txt"]);
    let ids: Vec<_> = ran
        .rows()
        .iter()
        .map(|row| row["doc"]["id"].as_str().expect("id").split('#').next().map(str::to_owned))
        .collect();
    assert_eq!(ids.into_iter().flatten().collect::<Vec<_>>(), ["x/a", "y/a.md", "y/a.txt", "b"]);
}

#[test]
fn a_star_stays_in_its_folder_and_two_go_below() {
    let place = Place::new();
    for name in ["n/a.txt", "n/b.md", "n/m/c.txt"] {
        place.file(name, ARTICLES[0].1);
    }
    for (pattern, count) in [("n/*.txt", 1), ("n/*", 2), ("n/**/*.txt", 2), ("n/?.md", 1), ("*/*/c.txt", 1)] {
        let ran = place.run(&["extract", pattern]);
        assert_eq!((ran.code, ran.rows().len()), (Some(0), count), "{pattern}: {}", ran.err);
    }
}

#[test]
fn the_format_is_known_by_content_or_by_flag() {
    let place = Place::new();
    let row = format!("{{\"id\":\"r\",\"text\":\"{}\"}}\n", ARTICLES[0].1.trim());
    assert_eq!(place.run_with(&["extract", "-"], row.as_bytes()).rows()[0]["doc"]["id"], "r");
    place.file("dump.data", &row);
    assert_eq!(place.run(&["extract", "dump.data", "--format", "jsonl"]).rows()[0]["doc"]["id"], "r");
    let as_text = place.run(&["annotate", "dump.data", "--format", "txt"]);
    assert!(as_text.rows()[0]["doc"]["id"].as_str().expect("id").starts_with("dump"));
}

#[test]
fn columns_have_usual_names_and_can_be_named() {
    let place = Place::new();
    let text = ARTICLES[0].1.trim();
    let rows = [
        serde_json::json!({"url": "u", "headline": "h", "body": text, "publish_time": 1_741_276_800}),
        serde_json::json!({"id": 5, "title": "  ", "text": null, "content": text, "pub_date": "2025-03-06T23:30:00+08:00"}),
    ];
    place.file("rows.jsonl", rows.map(|row| format!("{row}\n")).concat());
    let found = place.run(&["extract", "rows.jsonl"]).rows();
    let told: Vec<_> =
        found.iter().map(|row| (&row["doc"]["id"], &row["doc"]["title"], &row["doc"]["published"]["start"])).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], (&"u".into(), &"h".into(), &"2025-03-07".into()), "seconds count in Beijing");
    assert_eq!(told[1], (&"5".into(), &serde_json::Value::Null, &"2025-03-06".into()));
    place.file("own.jsonl", format!("{}\n", serde_json::json!({"k": "key", "正文": text, "t": "题", "d": "20250306"})));
    let own =
        ["extract", "own.jsonl", "--id-field", "k", "--text-field", "正文", "--title-field", "t", "--date-field", "d"];
    let found = place.run(&own).rows();
    assert_eq!((&found[0]["doc"]["id"], &found[0]["doc"]["title"]), (&"key".into(), &"题".into()));
}
