-- What the depot starts with: plain SQL that SQLite and PostgreSQL both read. Keys that the database counts are left to it.

INSERT INTO "shelves" ("id", "code", "room", "level") VALUES
  ('a', 'A-1', 'hall', 1),
  ('b', 'B-1', 'hall', 2),
  ('c', 'C-1', 'attic', NULL);

INSERT INTO "parts" ("name", "size", "weight", "price", "stock", "grade", "checked", "seen_at", "cost", "shelf_id") VALUES
  ('axle', 3, 1.5, 12.50, 9007199254740993, 'FINE', true, '2025-03-01T08:00:00.000Z', 1, 'a'),
  ('bolt', 1, NULL, 0.10, 5000, NULL, false, NULL, 2, 'a'),
  ('cog', NULL, 0.25, 3, 40, 'ROUGH', true, '2025-01-01T08:00:00.000Z', 3, 'b'),
  ('disc', 3, NULL, 12.5, 0, 'PERFECT', false, '2025-02-01T08:00:00.000Z', 4, NULL),
  ('engine', NULL, 98.75, 1999.99, 1, NULL, true, '2025-03-01T08:00:00.000Z', 5, 'c'),
  ('flange', 2, 1.5, 7.05, 12, 'ROUGH', false, NULL, 6, 'b'),
  ('gear', NULL, NULL, 7.5, 12, 'FINE', false, NULL, 7, NULL),
  ('Hook', 1, 0.1, 0.2, 300, 'PERFECT', true, '2025-01-01T08:00:00.000Z', 8, 'a');

INSERT INTO "labels" ("text") VALUES ('heavy'), ('round'), ('spare');

INSERT INTO "_LabelToPart" ("A", "B") VALUES (1, 5), (2, 1), (2, 3), (2, 4), (3, 5);

INSERT INTO "plans" ("title") VALUES ('inventory'), ('move');
INSERT INTO "tools" ("id", "code", "price", "changed_at", "deleted_at", "shelf_id") VALUES
  ('axe', 'A', 30, '2026-01-01T00:00:00.000Z', NULL, 'a'),
  ('bit', 'B', 5, '2026-01-01T00:00:00.000Z', NULL, 'a'),
  ('saw', 'S', 20, '2026-01-01T00:00:00.000Z', NULL, NULL),
  ('old', 'O', 1000, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 'a');
INSERT INTO "loans" ("who", "tool_id") VALUES ('Ann', 'axe'), ('Ben', 'old');
