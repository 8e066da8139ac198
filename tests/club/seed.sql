-- What the club starts with: plain SQL that SQLite and PostgreSQL both read. Keys that the database counts are left to it.

INSERT INTO "Person" ("id", "name", "level", "email", "fee") VALUES
  ('ann', 'Ann', 'MEMBER', 'ann@club.example', 10),
  ('ben', 'Ben', 'GUEST', 'ben@club.example', NULL),
  ('eve', 'Eve', 'BOARD', 'eve@club.example', 0);
INSERT INTO "Post" ("slug", "title", "published", "rating", "authorId") VALUES
  ('ann-out', 'Ann, published', TRUE, 3, 'ann'),
  ('ann-in', 'Ann, draft', FALSE, NULL, 'ann'),
  ('ben-out', 'Ben, published', TRUE, 9, 'ben'),
  ('ben-in', 'Ben, draft', FALSE, 1, 'ben');
INSERT INTO "Comment" ("text", "secret", "authorId", "postId") VALUES
  ('open on ann-out', FALSE, 'ben', 1),
  ('secret on ann-out', TRUE, 'ben', 1),
  ('open on ben-in', FALSE, 'ben', 4),
  ('secret on ben-out', TRUE, 'eve', 3),
  ('on nothing', TRUE, 'ann', NULL);
INSERT INTO "Tag" ("id", "name") VALUES (1, 'news'), (2, 'notes');
INSERT INTO "_PostToTag" ("A", "B") VALUES (1, 1), (2, 1), (4, 1), (4, 2);
INSERT INTO "Event" ("id", "title") VALUES (1, 'Summer party');
INSERT INTO "Stall" ("id", "name", "greetingId") VALUES (1, 'Cakes', NULL);
INSERT INTO "Topic" ("id", "name") VALUES (1, 'Weather');
INSERT INTO "Folder" ("id", "tenantId", "name") VALUES ('f1', 'red', 'Plans'), ('f2', 'blue', 'Plans');
INSERT INTO "Note" ("tenantId", "text", "ownerId", "folderId") VALUES
  ('red', 'red of ann', 'ann', 'f1'),
  ('red', 'red of ben', 'ben', 'f1'),
  ('blue', 'blue of ann', 'ann', 'f2'),
  ('blue', 'blue of nobody', NULL, NULL);
INSERT INTO "Paper" ("id", "title", "ownerId", "deletedAt") VALUES
  (1, 'draft of ann', 'ann', NULL),
  (2, 'draft of ann, deleted', 'ann', '2026-01-02T00:00:00.000Z'),
  (3, 'draft of ben, deleted', 'ben', '2026-01-02T00:00:00.000Z');
INSERT INTO "Book" ("title", "text", "price", "shelf", "holderId") VALUES
  ('Hops', 'one two three', 12, 'A1', 'ann'),
  ('Oaks', 'one', NULL, NULL, NULL);
