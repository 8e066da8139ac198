-- CreateTable
CREATE TABLE "scalars" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "string" TEXT NOT NULL,
    "stringOpt" TEXT,
    "stringDef" TEXT NOT NULL DEFAULT 'a ''quoted'' "text" with \ and 
 newline and ${x} and `y`',
    "int" INTEGER NOT NULL,
    "intOpt" INTEGER,
    "intDef" INTEGER NOT NULL DEFAULT -42,
    "big" BIGINT NOT NULL,
    "bigOpt" BIGINT,
    "bigDef" BIGINT NOT NULL DEFAULT -9223372036854775808,
    "float" REAL NOT NULL,
    "floatOpt" REAL,
    "floatDef" REAL NOT NULL DEFAULT 3.14,
    "decimal" DECIMAL NOT NULL,
    "decimalOpt" DECIMAL,
    "decimalDef" DECIMAL NOT NULL DEFAULT 12.50,
    "decimalText" DECIMAL NOT NULL DEFAULT -0.001,
    "bool" BOOLEAN NOT NULL,
    "boolOpt" BOOLEAN,
    "boolDef" BOOLEAN NOT NULL DEFAULT false,
    "moment" DATETIME NOT NULL,
    "momentOpt" DATETIME,
    "momentDef" DATETIME NOT NULL DEFAULT '2020-01-02 03:04:05.678 +02:00',
    "momentNow" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" DATETIME NOT NULL,
    "json" JSONB NOT NULL,
    "jsonOpt" JSONB,
    "jsonDef" JSONB NOT NULL DEFAULT '{"a": [1, "it''s", null]}',
    "bytes" BLOB NOT NULL,
    "bytesOpt" BLOB,
    "bytesDef" BLOB NOT NULL DEFAULT X'6869',
    "habitat" TEXT NOT NULL,
    "habitatOpt" TEXT,
    "habitatDef" TEXT NOT NULL DEFAULT 'it''s deep'
);

-- CreateTable
CREATE TABLE "Functions" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "cuid" TEXT NOT NULL,
    "cuid2" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "uuid7" TEXT NOT NULL,
    "ulid" TEXT NOT NULL,
    "nanoid" TEXT NOT NULL,
    "now" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expression" TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),
    "untold" INTEGER,
    "unsupported" point
);

-- CreateTable
CREATE TABLE "Indexes" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "c" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "level" INTEGER
);

-- CreateTable
CREATE TABLE "keepers" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "badge" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bossId" INTEGER,
    CONSTRAINT "keepers_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "keepers" ("id") ON DELETE SET NULL ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "Cage" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "keeper_id" INTEGER NOT NULL DEFAULT 1,
    "cleanerNo" TEXT,
    CONSTRAINT "Cage_keeper_id_fkey" FOREIGN KEY ("keeper_id") REFERENCES "keepers" ("id") ON DELETE SET DEFAULT ON UPDATE CASCADE,
    CONSTRAINT "Cage_cleanerNo_fkey" FOREIGN KEY ("cleanerNo") REFERENCES "keepers" ("badge") ON DELETE CASCADE ON UPDATE SET NULL
);

-- CreateTable
CREATE TABLE "Locker" (
    "keeperId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "spareId" INTEGER,
    CONSTRAINT "Locker_keeperId_fkey" FOREIGN KEY ("keeperId") REFERENCES "keepers" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "Locker_spareId_fkey" FOREIGN KEY ("spareId") REFERENCES "keepers" ("id") ON DELETE NO ACTION ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Pass" (
    "country" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "serial" BIGINT NOT NULL,

    PRIMARY KEY ("country", "serial"),
    CONSTRAINT "Pass_country_number_fkey" FOREIGN KEY ("country", "number") REFERENCES "keepers" ("country", "number") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "country" TEXT,
    "serial" BIGINT,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Entry_country_serial_fkey" FOREIGN KEY ("country", "serial") REFERENCES "Pass" ("country", "serial") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Animal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "cageId" INTEGER,
    "habitat" TEXT NOT NULL DEFAULT 'savanna',
    "version" INTEGER NOT NULL DEFAULT 1,
    "notes" TEXT,
    "chipCode" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Animal_cageId_fkey" FOREIGN KEY ("cageId") REFERENCES "Cage" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Food" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "OnlyUnique" (
    "code" TEXT NOT NULL,
    "other" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "order" (
    "type" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "select" TEXT,
    "order" INTEGER,
    "default" TEXT,
    "self" TEXT,
    "rowid" INTEGER,
    "A" INTEGER,
    "B" INTEGER
);

-- CreateTable
CREATE TABLE "Legacy" (
    "text" TEXT
);

-- CreateTable
CREATE TABLE "_Friends" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "keepers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "keepers" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_AnimalToFood" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_AnimalToFood_A_fkey" FOREIGN KEY ("A") REFERENCES "Animal" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_AnimalToFood_B_fkey" FOREIGN KEY ("B") REFERENCES "Food" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_Allergies" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Allergies_A_fkey" FOREIGN KEY ("A") REFERENCES "Animal" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Allergies_B_fkey" FOREIGN KEY ("B") REFERENCES "Food" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_a_key" ON "Indexes"("a" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "indexes_b" ON "Indexes"("b");

-- CreateIndex
CREATE INDEX "Indexes_a_idx" ON "Indexes"("a");

-- CreateIndex
CREATE INDEX "indexes_sorted" ON "Indexes"("a" ASC, "c" DESC);

-- CreateIndex
CREATE INDEX "indexes_btree" ON "Indexes"("c");

-- CreateIndex
CREATE INDEX "indexes_raw" ON "Indexes"("level") WHERE level > 3;

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_a_c_key" ON "Indexes"("a", "c");

-- CreateIndex
CREATE UNIQUE INDEX "indexes_c_level" ON "Indexes"("c", "level");

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_b_c_key" ON "Indexes"("b", "c" DESC) WHERE "active" = true AND "level" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "keepers_badge_key" ON "keepers"("badge");

-- CreateIndex
CREATE UNIQUE INDEX "keepers_country_number_key" ON "keepers"("country", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Locker_spareId_key" ON "Locker"("spareId");

-- CreateIndex
CREATE UNIQUE INDEX "Food_name_key" ON "Food"("name");

-- CreateIndex
CREATE UNIQUE INDEX "OnlyUnique_code_other_key" ON "OnlyUnique"("code", "other");

-- CreateIndex
CREATE UNIQUE INDEX "_Friends_AB_unique" ON "_Friends"("A", "B");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "_Friends"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_AnimalToFood_AB_unique" ON "_AnimalToFood"("A", "B");

-- CreateIndex
CREATE INDEX "_AnimalToFood_B_index" ON "_AnimalToFood"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_Allergies_AB_unique" ON "_Allergies"("A", "B");

-- CreateIndex
CREATE INDEX "_Allergies_B_index" ON "_Allergies"("B");
