-- CreateTable
CREATE TABLE "stations" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "level" TEXT NOT NULL DEFAULT 'high'
);

-- CreateTable
CREATE TABLE "Reading" (
    "stationId" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "value" DECIMAL,
    "taken_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("stationId", "seq"),
    CONSTRAINT "Reading_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "stations" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_Peers" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_Peers_A_fkey" FOREIGN KEY ("A") REFERENCES "stations" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_Peers_B_fkey" FOREIGN KEY ("B") REFERENCES "stations" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "stations_code_key" ON "stations"("code");

-- CreateIndex
CREATE INDEX "Reading_taken_at_idx" ON "Reading"("taken_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "_Peers_AB_unique" ON "_Peers"("A", "B");

-- CreateIndex
CREATE INDEX "_Peers_B_index" ON "_Peers"("B");
