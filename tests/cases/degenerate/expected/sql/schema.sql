-- CreateTable
CREATE TABLE "KeyOnly" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "ClientKey" (
    "code" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "AllOptional" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" TEXT,
    "b" INTEGER,
    "c" BIGINT,
    "d" REAL,
    "e" DECIMAL,
    "f" BOOLEAN,
    "g" DATETIME,
    "h" JSONB,
    "i" BLOB
);

-- CreateTable
CREATE TABLE "RelationsOnly" (
    "leftId" INTEGER NOT NULL,
    "rightId" INTEGER NOT NULL,

    PRIMARY KEY ("leftId", "rightId"),
    CONSTRAINT "RelationsOnly_leftId_fkey" FOREIGN KEY ("leftId") REFERENCES "Left" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RelationsOnly_rightId_fkey" FOREIGN KEY ("rightId") REFERENCES "Right" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Left" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Right" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "no_api" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "UniqueOnly" (
    "email" TEXT NOT NULL,
    "note" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "UniqueOnly_email_key" ON "UniqueOnly"("email");
