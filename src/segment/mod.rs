//! Segment: jieba's tokens, as evidence for word boundaries; never the unit (DESIGN §4.2).
