-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('FEMALE', 'MALE', 'OTHER', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "AppointmentState" AS ENUM ('BOOKED', 'ARRIVED', 'DONE', 'MISSED');

-- CreateTable
CREATE TABLE "Patient" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "born" DATE NOT NULL,
    "sex" "Sex" NOT NULL DEFAULT 'UNKNOWN',
    "email" TEXT,
    "phone" TEXT,
    "iban" TEXT,
    "height" DECIMAL(4,1),
    "allergies" TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "sourceId" TEXT,
    "sourceUrl" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Patient_number_check" CHECK ("number" ~ '^[A-Z][0-9]{9}$'),
    CONSTRAINT "Patient_givenName_check" CHECK (char_length("givenName") BETWEEN 1 AND 100),
    CONSTRAINT "Patient_familyName_check" CHECK (char_length("familyName") BETWEEN 1 AND 100),
    CONSTRAINT "Patient_born_check" CHECK (isfinite("born")),
    CONSTRAINT "Patient_email_check" CHECK (char_length("email") <= 254 AND "email" ~ '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$'),
    CONSTRAINT "Patient_phone_check" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$'),
    CONSTRAINT "Patient_iban_check" CHECK ("iban" ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
    CONSTRAINT "Patient_height_check" CHECK ("height" BETWEEN 20 AND 260),
    CONSTRAINT "Patient_sourceId_check" CHECK (char_length("sourceId") <= 64),
    CONSTRAINT "Patient_sourceUrl_check" CHECK (char_length("sourceUrl") <= 2048 AND "sourceUrl" ~ '^https?://(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&''()*+,;=%\[\]-]*)?$')
);

-- CreateTable
CREATE TABLE "Practitioner" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'Europe/Vienna',
    "fee" DECIMAL(19,4),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Practitioner_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Practitioner_name_check" CHECK (char_length("name") BETWEEN 1 AND 200),
    CONSTRAINT "Practitioner_email_check" CHECK (char_length("email") <= 254 AND "email" ~ '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$'),
    CONSTRAINT "Practitioner_timezone_check" CHECK ("timezone" ~ '^(?:UTC|GMT|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9]*(?:[_+-][A-Za-z0-9]+)*){1,2})$'),
    CONSTRAINT "Practitioner_fee_check" CHECK ("fee" BETWEEN 0 AND 999999999999999.9999)
);

-- CreateTable
CREATE TABLE "Room" (
    "code" TEXT NOT NULL,
    "floor" INTEGER NOT NULL DEFAULT 0,
    "mac" TEXT,
    "address" TEXT,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "Room_code_check" CHECK (char_length("code") BETWEEN 1 AND 8),
    CONSTRAINT "Room_floor_check" CHECK ("floor" BETWEEN -2 AND 40),
    CONSTRAINT "Room_mac_check" CHECK ("mac" ~ '^(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5})$'),
    CONSTRAINT "Room_address_check" CHECK ("address" ~ '^(?:(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,5}(?::[0-9A-Fa-f]{1,4}){1,2}|(?:[0-9A-Fa-f]{1,4}:){1,4}(?::[0-9A-Fa-f]{1,4}){1,3}|(?:[0-9A-Fa-f]{1,4}:){1,3}(?::[0-9A-Fa-f]{1,4}){1,4}|(?:[0-9A-Fa-f]{1,4}:){1,2}(?::[0-9A-Fa-f]{1,4}){1,5}|[0-9A-Fa-f]{1,4}:(?::[0-9A-Fa-f]{1,4}){1,6}|:(?::[0-9A-Fa-f]{1,4}){1,7}|::)$')
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "practitionerId" UUID NOT NULL,
    "roomCode" TEXT,
    "day" DATE NOT NULL,
    "starts" TIME(3) NOT NULL,
    "length" TEXT NOT NULL DEFAULT 'PT30M',
    "state" "AppointmentState" NOT NULL DEFAULT 'BOOKED',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Appointment_day_check" CHECK (isfinite("day")),
    CONSTRAINT "Appointment_length_check" CHECK ("length" ~ '^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\.[0-9]{1,6})?S)?|[0-9]+(?:\.[0-9]{1,6})?S))?|T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\.[0-9]{1,6})?S)?|[0-9]+(?:\.[0-9]{1,6})?S))$')
);

-- CreateTable
CREATE TABLE "Finding" (
    "id" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "appointmentId" UUID,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "severity" DOUBLE PRECISION,
    "scan" TEXT,
    "digest" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Finding_code_check" CHECK ("code" ~ '^[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,4})?$'),
    CONSTRAINT "Finding_text_check" CHECK ("text" ~ '^[^\x01-\x08\x0B\x0C\x0E-\x1F\x7F]*$'),
    CONSTRAINT "Finding_severity_check" CHECK ("severity" BETWEEN 0 AND 1),
    CONSTRAINT "Finding_scan_check" CHECK (char_length("scan") <= 2048 AND "scan" ~ '^(?:(?:https?|s3|gs)://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&''()*+,;=%\[\]-]*|/?[A-Za-z0-9_~%][A-Za-z0-9._~!$&''()*+,;=@%-]*(?:/[A-Za-z0-9_~%][A-Za-z0-9._~!$&''()*+,;=@%-]*)*)$'),
    CONSTRAINT "Finding_digest_check" CHECK ("digest" ~ '^[a-f0-9]{64}$')
);

-- CreateIndex
CREATE UNIQUE INDEX "Patient_number_key" ON "Patient"("number");

-- CreateIndex
CREATE INDEX "Patient_familyName_born_idx" ON "Patient"("familyName", "born");

-- CreateIndex
CREATE UNIQUE INDEX "Practitioner_email_key" ON "Practitioner"("email");

-- CreateIndex
CREATE INDEX "Appointment_patientId_idx" ON "Appointment"("patientId");

-- CreateIndex
CREATE INDEX "Appointment_roomCode_idx" ON "Appointment"("roomCode");

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_practitionerId_day_starts_key" ON "Appointment"("practitionerId", "day", "starts");

-- CreateIndex
CREATE INDEX "Finding_patientId_idx" ON "Finding"("patientId");

-- CreateIndex
CREATE INDEX "Finding_appointmentId_idx" ON "Finding"("appointmentId");

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_practitionerId_fkey" FOREIGN KEY ("practitionerId") REFERENCES "Practitioner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_roomCode_fkey" FOREIGN KEY ("roomCode") REFERENCES "Room"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_appointmentId_fkey" FOREIGN KEY ("appointmentId") REFERENCES "Appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
