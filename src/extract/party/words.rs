//! The word classes of names (`firm_words.tsv`, `surnames.txt`), compiled once.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of firm names by class.
pub struct FirmWords {
    /// Ends of registered names, longest first at each place.
    pub suffixes: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Lines of business at the end of short names.
    pub trades: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Ends of undisclosed parties.
    pub heads: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Classes of receivers.
    pub classes: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Titles before a person's name.
    pub titles: CharwiseDoubleArrayAhoCorasick<u32>,
    /// Nouns that describe the name behind them, longest first.
    pub nouns: Vec<&'static str>,
    /// Verbs before a name: 收购蓝湾仪器.
    pub verbs: Vec<&'static str>,
    /// Places that begin registered names, longest first.
    pub places: Vec<&'static str>,
    /// Lines of business as a set, for stripping.
    pub trade_set: Vec<&'static str>,
    /// Surnames of one character.
    pub surnames: HashSet<char>,
}

impl std::fmt::Debug for FirmWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirmWords").field("nouns", &self.nouns.len()).field("places", &self.places.len()).finish_non_exhaustive()
    }
}

/// The built-in words.
pub static WORDS: LazyLock<FirmWords> = LazyLock::new(|| {
    let text = include_str!("../../../dictionaries/firm_words.tsv");
    let class = |wanted: &str| -> Vec<&'static str> {
        let pairs = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let mut words: Vec<&'static str> = pairs.filter(|(_, class)| *class == wanted).map(|(word, _)| word).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    let automaton = |words: &[&str]| {
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(words.iter().enumerate().map(|(index, word)| (*word, index as u32)))
            .expect("the tests load the built-in words")
    };
    FirmWords {
        suffixes: automaton(&class("suffix")),
        trades: automaton(&class("trade")),
        heads: automaton(&class("head")),
        classes: automaton(&class("class")),
        titles: automaton(&class("title")),
        nouns: class("noun"),
        verbs: class("verb"),
        places: class("place"),
        trade_set: class("trade"),
        surnames: include_str!("../../../dictionaries/surnames.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::chars)
            .collect(),
    }
});

/// True for a character that can stand inside a name.
#[must_use]
pub fn is_name_char(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | 'A'..='Z' | 'a'..='z' | '0'..='9' | '·' | '&' | '-')
}

/// True for a CJK ideograph.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Characters before which a name hardly goes on to the left: prepositions, particles, verbs of one character.
pub const STOPS: &str = "以的对向与和及由为给从被在是将等了于至到把以让使替或并又也其这那称获经据按拟请约至已曾仅均都就";

/// Words behind a name that show its right end.
pub const ENDS: &[&str] = &[
    "宣布", "成功", "顺利", "日前", "开展", "本", "完成", "公告", "表示", "正式", "已", "将", "拟", "与", "和", "向", "为", "的", "在", "于", "获", "领投", "跟投", "发行", "等",
    "建立", "共", "就", "再", "便", "及", "也", "是", "从", "对", "由", "被", "提供", "签", "披露", "称", "推出", "成立", "递交", "提交", "旗下",
    "收到", "取得", "以", "计划", "增资", "投资", "参投", "独家", "担任", "股权", "股份", "科创板", "上市", "通过", "启动", "近", "今", "去",
    "昨", "日", "年", "这", "起步", "研发", "方面", "负责", "相关", "董事", "创始", "实控", "联合", "持有", "持股", "合计", "分别", "申请", "办理", "发放",
    "给予", "授", "放", "开", "出", "融", "借", "减持", "增持", "质押", "回购", "收购", "受让", "转让", "不", "未", "有", "自", "曾", "因", "则", "即", "还", "主", "总", "此", "其", "并", "之", "或", "入股", "首次", "新", "全", "最", "承", "认购", "代", "作为", "成为", "间", "A轮", "B轮", "IPO", "所", "拿", "到", "把", "让", "说", "目前", "项目", "系", "仍", "亦",
];
