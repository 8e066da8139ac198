-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('LOW', 'high');

-- CreateTable
CREATE TABLE "stations" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "level" "Level" NOT NULL DEFAULT 'high',

    CONSTRAINT "stations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reading" (
    "stationId" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "value" DECIMAL(65,30),
    "taken_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("stationId","seq")
);

-- CreateTable
CREATE TABLE "_Peers" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Peers_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "stations_code_key" ON "stations"("code");

-- CreateIndex
CREATE INDEX "Reading_taken_at_idx" ON "Reading"("taken_at" DESC);

-- CreateIndex
CREATE INDEX "_Peers_B_index" ON "_Peers"("B");

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_stationId_fkey" FOREIGN KEY ("stationId") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_A_fkey" FOREIGN KEY ("A") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_B_fkey" FOREIGN KEY ("B") REFERENCES "stations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
