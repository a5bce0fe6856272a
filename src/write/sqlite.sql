-- Tables of rongzi in SQLite. Amounts are NUMERIC: whole numbers stay exact integers, the exact decimal text stands beside
-- them in *_text. Loading again replaces a document's events, so the same run twice gives the same rows.
CREATE TABLE IF NOT EXISTS run (
  run_id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  started TEXT NOT NULL,
  inputs TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS document (
  doc_id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL,
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT,
  published_start TEXT,
  published_end TEXT,
  published_source TEXT
);
CREATE INDEX IF NOT EXISTS document_by_article ON document (article_id);
CREATE TABLE IF NOT EXISTS event (
  event_id TEXT PRIMARY KEY,
  event_key TEXT NOT NULL,
  doc_id TEXT NOT NULL REFERENCES document (doc_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  instrument TEXT,
  round TEXT,
  stage TEXT,
  purpose TEXT,
  section TEXT NOT NULL,
  amount_raw TEXT,
  amount_min NUMERIC,
  amount_max NUMERIC,
  amount_from NUMERIC,
  amount_min_text TEXT,
  amount_max_text TEXT,
  amount_from_text TEXT,
  amount_comparator TEXT,
  amount_kind TEXT,
  currency TEXT,
  currency_source TEXT,
  shares_min NUMERIC,
  shares_max NUMERIC,
  shares_raw TEXT,
  ratio_min NUMERIC,
  ratio_max NUMERIC,
  ratio_base TEXT,
  ratio_raw TEXT,
  price_min NUMERIC,
  price_max NUMERIC,
  price_currency TEXT,
  price_raw TEXT,
  valuation_min NUMERIC,
  valuation_max NUMERIC,
  valuation_currency TEXT,
  valuation_raw TEXT,
  term_raw TEXT,
  term_iso TEXT,
  rate TEXT,
  attribution TEXT,
  series_id TEXT,
  counts_toward_total INTEGER NOT NULL,
  confidence REAL NOT NULL,
  mentions INTEGER NOT NULL,
  rules TEXT NOT NULL,
  missing TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_by_document ON event (doc_id);
CREATE INDEX IF NOT EXISTS event_by_key ON event (event_key);
CREATE INDEX IF NOT EXISTS event_by_type ON event (type, status);
CREATE TABLE IF NOT EXISTS event_party (
  event_id TEXT NOT NULL REFERENCES event (event_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  role TEXT NOT NULL,
  side TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  surface TEXT NOT NULL,
  surfaces TEXT NOT NULL,
  entity_id TEXT,
  symbol TEXT,
  mic TEXT,
  code_printed TEXT,
  code_corrected INTEGER,
  branch TEXT,
  amount_raw TEXT,
  amount_min NUMERIC,
  amount_max NUMERIC,
  currency TEXT,
  ratio_raw TEXT,
  ratio_min NUMERIC,
  ratio_max NUMERIC,
  via TEXT NOT NULL,
  PRIMARY KEY (event_id, seq)
);
CREATE INDEX IF NOT EXISTS party_by_name ON event_party (name, role);
CREATE INDEX IF NOT EXISTS party_by_symbol ON event_party (symbol);
CREATE TABLE IF NOT EXISTS event_date (
  event_id TEXT NOT NULL REFERENCES event (event_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  role TEXT NOT NULL,
  raw TEXT NOT NULL,
  edtf TEXT,
  start TEXT,
  "end" TEXT,
  precision TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (event_id, seq)
);
CREATE TABLE IF NOT EXISTS event_evidence (
  event_id TEXT NOT NULL REFERENCES event (event_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  field TEXT NOT NULL,
  quote TEXT NOT NULL,
  zone TEXT NOT NULL,
  line INTEGER NOT NULL,
  char_start INTEGER NOT NULL,
  char_end INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_end INTEGER NOT NULL,
  PRIMARY KEY (event_id, seq)
);
CREATE TABLE IF NOT EXISTS event_warning (
  event_id TEXT NOT NULL REFERENCES event (event_id) ON DELETE CASCADE,
  warning TEXT NOT NULL,
  PRIMARY KEY (event_id, warning)
);
-- Money that is or will be there: each facility once, no guarantees, no promises to a class, nothing ended or denied.
CREATE VIEW IF NOT EXISTS committed AS
  SELECT * FROM event
  WHERE counts_toward_total = 1
    AND type NOT IN ('credit.guarantee', 'programme.commitment', 'equity.pledge', 'equity.release')
    AND status NOT IN ('terminated', 'denied');
