-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Seat" (
    "row" INTEGER NOT NULL,
    "number" TEXT NOT NULL,

    CONSTRAINT "Seat_pkey" PRIMARY KEY ("row","number")
);

-- CreateTable
CREATE TABLE "Passenger" (
    "code" UUID NOT NULL,
    "seatRow" INTEGER,
    "seatNumber" TEXT,

    CONSTRAINT "Passenger_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Note" (
    "serial" BIGSERIAL NOT NULL,
    "text" VARCHAR(5) NOT NULL,
    "authorId" UUID NOT NULL,
    "reviewerId" UUID,
    "previousId" BIGINT,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "Badge" (
    "noteId" BIGINT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "Badge_pkey" PRIMARY KEY ("noteId")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" SERIAL NOT NULL,
    "tenantId" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "handle" TEXT NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AIResponse" (
    "id" SERIAL NOT NULL,

    CONSTRAINT "AIResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OAuthToken" (
    "id" SERIAL NOT NULL,
    "responseId" INTEGER NOT NULL,

    CONSTRAINT "OAuthToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Passenger_seatRow_seatNumber_key" ON "Passenger"("seatRow", "seatNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Note_previousId_key" ON "Note"("previousId");

-- CreateIndex
CREATE UNIQUE INDEX "badge_label" ON "Badge"("label");

-- CreateIndex
CREATE INDEX "account_email" ON "Account"("email" DESC, "tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_tenantId_email_key" ON "Account"("tenantId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "account_handle" ON "Account"("tenantId", "handle");

-- AddForeignKey
ALTER TABLE "Passenger" ADD CONSTRAINT "Passenger_seatRow_seatNumber_fkey" FOREIGN KEY ("seatRow", "seatNumber") REFERENCES "Seat"("row", "number") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Passenger"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Passenger"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_previousId_fkey" FOREIGN KEY ("previousId") REFERENCES "Note"("serial") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Badge" ADD CONSTRAINT "Badge_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note"("serial") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OAuthToken" ADD CONSTRAINT "OAuthToken_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "AIResponse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
