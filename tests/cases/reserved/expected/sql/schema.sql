-- CreateTable
CREATE TABLE "Error" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "type" TEXT NOT NULL,
    "class" TEXT,
    "default" BOOLEAN NOT NULL DEFAULT false,
    "await" INTEGER NOT NULL DEFAULT 0,
    "new" TEXT,
    "enum" TEXT NOT NULL DEFAULT 'None',
    "self" TEXT NOT NULL DEFAULT 'self',
    "super" TEXT,
    "crate" TEXT,
    "fn" TEXT,
    "matchId" INTEGER,
    "select" TEXT,
    "order" INTEGER,
    "user" TEXT,
    "group" TEXT,
    "func" TEXT,
    "range" TEXT,
    "nil" TEXT,
    "lambda" TEXT,
    "constructor" TEXT,
    "prototype" TEXT,
    "toString" TEXT,
    "valueOf" INTEGER,
    "then" TEXT,
    "length" INTEGER,
    "name" TEXT,
    "arguments" TEXT,
    "where" TEXT,
    "include" TEXT,
    "fields" TEXT,
    "take" INTEGER,
    "data" TEXT,
    "and" BOOLEAN,
    "or" BOOLEAN,
    "not" BOOLEAN,
    "get" TEXT,
    "list" TEXT,
    "create" TEXT,
    "update" TEXT,
    "filter" TEXT,
    "key" TEXT,
    "row" TEXT,
    "value" TEXT,
    CONSTRAINT "Error_matchId_fkey" FOREIGN KEY ("matchId") REFERENCES "Result" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Result" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "ok" BOOLEAN NOT NULL DEFAULT true,
    "self_upper" TEXT NOT NULL DEFAULT 'Self',
    "errorId" INTEGER NOT NULL,
    CONSTRAINT "Result_errorId_fkey" FOREIGN KEY ("errorId") REFERENCES "Error" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Promise" (
    "id" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable
CREATE TABLE "Vec" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Box" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "vecId" INTEGER NOT NULL,
    CONSTRAINT "Box_vecId_fkey" FOREIGN KEY ("vecId") REFERENCES "Vec" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Order" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" INTEGER NOT NULL,
    "groupId" INTEGER NOT NULL,
    CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Order_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "table" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "table" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Date" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "now" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Map" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "json" JSONB
);

-- CreateTable
CREATE TABLE "Record" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "array" BLOB
);

-- CreateTable
CREATE TABLE "Array" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Object" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Symbol" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Router" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Filter" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Client" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Page" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "_ErrorToPromise" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,
    CONSTRAINT "_ErrorToPromise_A_fkey" FOREIGN KEY ("A") REFERENCES "Error" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_ErrorToPromise_B_fkey" FOREIGN KEY ("B") REFERENCES "Promise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Box_vecId_key" ON "Box"("vecId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_userId_key" ON "Order"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "_ErrorToPromise_AB_unique" ON "_ErrorToPromise"("A", "B");

-- CreateIndex
CREATE INDEX "_ErrorToPromise_B_index" ON "_ErrorToPromise"("B");
