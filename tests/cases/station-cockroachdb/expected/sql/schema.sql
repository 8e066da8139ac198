-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('LOW', 'high');

-- CreateTable
CREATE TABLE "stations" (
    "id" INT8 NOT NULL DEFAULT unique_rowid(),
    "code" STRING NOT NULL,
    "level" "Level" NOT NULL DEFAULT 'high',

    CONSTRAINT "stations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reading" (
    "stationId" INT8 NOT NULL,
    "seq" INT4 NOT NULL,
    "value" DECIMAL(65,30),
    "taken_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("stationId","seq")
);

-- CreateTable
CREATE TABLE "_Peers" (
    "A" INT8 NOT NULL,
    "B" INT8 NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "stations_code_key" ON "stations"("code");

-- CreateIndex
CREATE INDEX "Reading_taken_at_idx" ON "Reading"("taken_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "_Peers_AB_unique" ON "_Peers"("A", "B");

-- CreateIndex
CREATE INDEX "_Peers_B_index" ON "_Peers"("B");

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_A_fkey" FOREIGN KEY ("A") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_B_fkey" FOREIGN KEY ("B") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
