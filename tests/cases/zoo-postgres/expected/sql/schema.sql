-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "archive";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "zoo";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "citext";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH VERSION "1.6";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA "zoo";

-- CreateEnum
CREATE TYPE "zoo"."habitat" AS ENUM ('RAINFOREST', 'savanna', 'deep sea', 'itself');

-- CreateEnum
CREATE TYPE "archive"."Mood" AS ENUM ('calm', 'angry');

-- CreateTable
CREATE TABLE "zoo"."scalars" (
    "id" SERIAL NOT NULL,
    "string" TEXT NOT NULL,
    "stringOpt" TEXT,
    "stringList" TEXT[],
    "stringDef" TEXT NOT NULL DEFAULT 'a ''quoted'' "text" with \ and 
 newline and ${x} and `y`',
    "stringListDef" TEXT[] DEFAULT ARRAY['a', 'b, c', 'it''s', '']::TEXT[],
    "emptyListDef" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "int" INTEGER NOT NULL,
    "intOpt" INTEGER,
    "intList" INTEGER[] DEFAULT ARRAY[1, -2, 3]::INTEGER[],
    "intDef" INTEGER NOT NULL DEFAULT -42,
    "big" BIGINT NOT NULL,
    "bigOpt" BIGINT,
    "bigList" BIGINT[],
    "bigDef" BIGINT NOT NULL DEFAULT 9223372036854775807,
    "float" DOUBLE PRECISION NOT NULL,
    "floatOpt" DOUBLE PRECISION,
    "floatList" DOUBLE PRECISION[] DEFAULT ARRAY[0.5, 1]::DOUBLE PRECISION[],
    "floatDef" DOUBLE PRECISION NOT NULL DEFAULT 3.14,
    "floatInt" DOUBLE PRECISION NOT NULL DEFAULT 2,
    "decimal" DECIMAL(65,30) NOT NULL,
    "decimalOpt" DECIMAL(65,30),
    "decimalList" DECIMAL(65,30)[],
    "decimalDef" DECIMAL(65,30) NOT NULL DEFAULT 12.50,
    "decimalText" DECIMAL(65,30) NOT NULL DEFAULT -0.001,
    "bool" BOOLEAN NOT NULL,
    "boolOpt" BOOLEAN,
    "boolList" BOOLEAN[] DEFAULT ARRAY[true, false]::BOOLEAN[],
    "boolDef" BOOLEAN NOT NULL DEFAULT true,
    "moment" TIMESTAMP(3) NOT NULL,
    "momentOpt" TIMESTAMP(3),
    "momentList" TIMESTAMP(3)[],
    "momentDef" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-02 03:04:05.678 +02:00',
    "momentBlank" TIMESTAMP(3) NOT NULL DEFAULT '2020-01-02 03:04:05 +00:00',
    "momentNow" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "json" JSONB NOT NULL,
    "jsonOpt" JSONB,
    "jsonList" JSONB[],
    "jsonDef" JSONB NOT NULL DEFAULT '{"a": [1, "it''s", null]}',
    "bytes" BYTEA NOT NULL,
    "bytesOpt" BYTEA,
    "bytesList" BYTEA[],
    "bytesDef" BYTEA NOT NULL DEFAULT '\x6869',
    "habitat" "zoo"."habitat" NOT NULL,
    "habitatOpt" "zoo"."habitat",
    "habitatList" "zoo"."habitat"[] DEFAULT ARRAY['savanna', 'itself']::"zoo"."habitat"[],
    "habitatDef" "zoo"."habitat" NOT NULL DEFAULT 'deep sea',
    "otherSchema" "archive"."Mood" NOT NULL DEFAULT 'calm',

    CONSTRAINT "scalars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Functions" (
    "id" BIGSERIAL NOT NULL,
    "second" SERIAL NOT NULL,
    "cuid" TEXT NOT NULL,
    "cuid1" TEXT NOT NULL,
    "cuid2" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "uuid4" UUID NOT NULL,
    "uuid7" UUID NOT NULL,
    "ulid" TEXT NOT NULL,
    "nanoid" TEXT NOT NULL,
    "nanoid255" TEXT NOT NULL,
    "nanoid2" TEXT NOT NULL,
    "now" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expression" UUID NOT NULL DEFAULT gen_random_uuid(),
    "untold" INTEGER NOT NULL,
    "literal" INTEGER NOT NULL DEFAULT 7,
    "unsupported" int4range DEFAULT '[1,5)'::int4range,
    "polygon" polygon,
    "vector" tsvector,

    CONSTRAINT "Functions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Natives" (
    "id" INTEGER NOT NULL,
    "smallInt" SMALLINT NOT NULL,
    "oid" OID NOT NULL,
    "bigInt" BIGINT NOT NULL,
    "decimal" DECIMAL NOT NULL,
    "decimalExact" DECIMAL(10,2) NOT NULL,
    "money" MONEY NOT NULL,
    "real" REAL NOT NULL,
    "doublePrecision" DOUBLE PRECISION NOT NULL,
    "boolean" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "varChar" VARCHAR NOT NULL,
    "varCharN" VARCHAR(20) NOT NULL DEFAULT 'x',
    "char" CHAR NOT NULL,
    "charN" CHAR(2) NOT NULL,
    "bit" BIT NOT NULL,
    "bitN" BIT(3) NOT NULL,
    "varBit" VARBIT NOT NULL,
    "varBitN" VARBIT(8) NOT NULL,
    "uuid" UUID NOT NULL,
    "xml" XML NOT NULL,
    "inet" INET NOT NULL,
    "citext" CITEXT NOT NULL,
    "byteA" BYTEA NOT NULL,
    "timestamp" TIMESTAMP NOT NULL,
    "timestampN" TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "timestamptz" TIMESTAMPTZ NOT NULL,
    "timestamptzN" TIMESTAMPTZ(0) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date" DATE NOT NULL,
    "time" TIME NOT NULL,
    "timeN" TIME(3) NOT NULL,
    "timetz" TIMETZ NOT NULL,
    "timetzN" TIMETZ(6) NOT NULL,
    "json" JSON NOT NULL,
    "jsonB" JSONB NOT NULL,
    "uuidList" UUID[],
    "varCharList" VARCHAR(10)[],
    "decimalList" DECIMAL(5,1)[],

    CONSTRAINT "Natives_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Indexes" (
    "id" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "c" TEXT NOT NULL,
    "inet" INET NOT NULL,
    "json" JSONB NOT NULL,
    "tags" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "level" INTEGER,
    "mood" "archive"."Mood" NOT NULL DEFAULT 'angry',
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shape" polygon,

    CONSTRAINT "indexes_primary" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."keepers" (
    "id" SERIAL NOT NULL,
    "badge" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bossId" INTEGER,
    "mentorId" INTEGER,

    CONSTRAINT "keepers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Cage" (
    "id" SERIAL NOT NULL,
    "keeper_id" INTEGER NOT NULL DEFAULT 1,
    "cleanerNo" TEXT,

    CONSTRAINT "Cage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Locker" (
    "keeperId" INTEGER NOT NULL,
    "spareId" INTEGER,

    CONSTRAINT "Locker_pkey" PRIMARY KEY ("keeperId")
);

-- CreateTable
CREATE TABLE "archive"."Pass" (
    "country" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "serial" BIGINT NOT NULL,

    CONSTRAINT "pass_primary" PRIMARY KEY ("country","serial")
);

-- CreateTable
CREATE TABLE "zoo"."Entry" (
    "id" TEXT NOT NULL,
    "country" TEXT,
    "serial" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Animal" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "cageId" INTEGER,
    "habitat" "zoo"."habitat" NOT NULL DEFAULT 'itself',
    "version" INTEGER NOT NULL DEFAULT 1,
    "notes" TEXT,
    "chipCode" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Animal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."Food" (
    "id" SMALLSERIAL NOT NULL,
    "name" CITEXT NOT NULL,

    CONSTRAINT "Food_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive"."Legacy" (
    "text" TEXT,
    "oldId" INTEGER
);

-- CreateTable
CREATE TABLE "archive"."Ignored" (
    "id" INTEGER NOT NULL,
    "gone" TEXT,
    "secret" circle,
    "other" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Ignored_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."OnlyUnique" (
    "code" TEXT NOT NULL,
    "other" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "zoo"."order" (
    "type" INTEGER NOT NULL,
    "class" TEXT,
    "select" TEXT,
    "from" TEXT,
    "where" TEXT,
    "order" INTEGER,
    "default" BOOLEAN,
    "model" TEXT,
    "enum" TEXT,
    "self" TEXT,
    "fn" TEXT,
    "async" TEXT,
    "await" TEXT,
    "constructor" TEXT,
    "prototype" TEXT,
    "null" TEXT,
    "true" TEXT,
    "undefined" TEXT,
    "user" TEXT,
    "table" TEXT,
    "A" INTEGER,
    "B" INTEGER,
    "id" INTEGER,
    "data" TEXT,
    "page" TEXT,
    "number" INTEGER,
    "string" TEXT,
    "Größe" INTEGER,
    "名前" TEXT,

    CONSTRAINT "order_pkey" PRIMARY KEY ("type")
);

-- CreateTable
CREATE TABLE "zoo"."AModelWithAVeryLongNameThatGoesOnAndOn" (
    "id" INTEGER NOT NULL,
    "aFieldWithAnExtraordinarilyLongNameIndeed" TEXT NOT NULL,
    "anotherFieldWithAnExtraordinarilyLongName" TEXT NOT NULL,

    CONSTRAINT "AModelWithAVeryLongNameThatGoesOnAndOn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zoo"."_Friends" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Friends_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "zoo"."_AnimalToFood" (
    "A" UUID NOT NULL,
    "B" SMALLINT NOT NULL,

    CONSTRAINT "_AnimalToFood_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "zoo"."_Allergies" (
    "A" UUID NOT NULL,
    "B" SMALLINT NOT NULL,

    CONSTRAINT "_Allergies_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateTable
CREATE TABLE "zoo"."_Parents" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_Parents_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_a_key" ON "zoo"."Indexes"("a" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "indexes_b" ON "zoo"."Indexes"("b");

-- CreateIndex
CREATE INDEX "Indexes_a_idx" ON "zoo"."Indexes"("a");

-- CreateIndex
CREATE INDEX "indexes_sorted" ON "zoo"."Indexes"("a" ASC, "c" DESC);

-- CreateIndex
CREATE INDEX "indexes_btree" ON "zoo"."Indexes"("c");

-- CreateIndex
CREATE INDEX "indexes_hash" ON "zoo"."Indexes" USING HASH ("c");

-- CreateIndex
CREATE INDEX "indexes_json" ON "zoo"."Indexes" USING GIN ("json");

-- CreateIndex
CREATE INDEX "indexes_json_path" ON "zoo"."Indexes" USING GIN ("json" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "Indexes_tags_idx" ON "zoo"."Indexes" USING GIN ("tags" array_ops);

-- CreateIndex
CREATE INDEX "indexes_inet" ON "zoo"."Indexes" USING GIST ("inet" inet_ops);

-- CreateIndex
CREATE INDEX "indexes_inet_sp" ON "zoo"."Indexes" USING SPGIST ("inet" inet_ops);

-- CreateIndex
CREATE INDEX "indexes_c_sp" ON "zoo"."Indexes" USING SPGIST ("c");

-- CreateIndex
CREATE INDEX "indexes_brin" ON "zoo"."Indexes" USING BRIN ("a" int4_minmax_ops, "at" timestamp_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "indexes_trgm" ON "zoo"."Indexes" USING GIN ("c" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "indexes_pattern" ON "zoo"."Indexes"("c" text_pattern_ops);

-- CreateIndex
CREATE INDEX "indexes_shape" ON "zoo"."Indexes" USING GIST ("shape");

-- CreateIndex
CREATE INDEX "indexes_raw" ON "zoo"."Indexes"("level") WHERE (level > 3 AND c <> 'it''s');

-- CreateIndex
CREATE INDEX "indexes_where" ON "zoo"."Indexes"("level") WHERE ("active" = false AND "c" != 'it''s' AND "level" = 5 AND "mood" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_a_c_key" ON "zoo"."Indexes"("a", "c");

-- CreateIndex
CREATE UNIQUE INDEX "indexes_c_level" ON "zoo"."Indexes"("c", "level");

-- CreateIndex
CREATE UNIQUE INDEX "Indexes_b_c_key" ON "zoo"."Indexes"("b", "c" DESC) WHERE ("active" = true AND "level" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "keepers_badge_key" ON "zoo"."keepers"("badge");

-- CreateIndex
CREATE UNIQUE INDEX "keepers_mentorId_key" ON "zoo"."keepers"("mentorId");

-- CreateIndex
CREATE UNIQUE INDEX "keepers_country_number_key" ON "zoo"."keepers"("country", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Locker_spareId_key" ON "zoo"."Locker"("spareId");

-- CreateIndex
CREATE INDEX "Entry_country_serial_idx" ON "zoo"."Entry"("country", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "Food_name_key" ON "zoo"."Food"("name");

-- CreateIndex
CREATE UNIQUE INDEX "OnlyUnique_code_other_key" ON "zoo"."OnlyUnique"("code", "other");

-- CreateIndex
CREATE UNIQUE INDEX "AModelWithAVeryLongNameThatGoesOnAndOn_aFieldWithAnExtraord_key" ON "zoo"."AModelWithAVeryLongNameThatGoesOnAndOn"("aFieldWithAnExtraordinarilyLongNameIndeed");

-- CreateIndex
CREATE INDEX "AModelWithAVeryLongNameThatGoesOnAndOn_aFieldWithAnExtraord_idx" ON "zoo"."AModelWithAVeryLongNameThatGoesOnAndOn"("aFieldWithAnExtraordinarilyLongNameIndeed", "anotherFieldWithAnExtraordinarilyLongName");

-- CreateIndex
CREATE INDEX "_Friends_B_index" ON "zoo"."_Friends"("B");

-- CreateIndex
CREATE INDEX "_AnimalToFood_B_index" ON "zoo"."_AnimalToFood"("B");

-- CreateIndex
CREATE INDEX "_Allergies_B_index" ON "zoo"."_Allergies"("B");

-- CreateIndex
CREATE INDEX "_Parents_B_index" ON "zoo"."_Parents"("B");

-- AddForeignKey
ALTER TABLE "zoo"."keepers" ADD CONSTRAINT "keepers_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "zoo"."keepers"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "zoo"."keepers" ADD CONSTRAINT "keepers_mentorId_fkey" FOREIGN KEY ("mentorId") REFERENCES "zoo"."keepers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "zoo"."Cage" ADD CONSTRAINT "cage_keeper" FOREIGN KEY ("keeper_id") REFERENCES "zoo"."keepers"("id") ON DELETE SET DEFAULT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."Cage" ADD CONSTRAINT "Cage_cleanerNo_fkey" FOREIGN KEY ("cleanerNo") REFERENCES "zoo"."keepers"("badge") ON DELETE CASCADE ON UPDATE SET NULL;

-- AddForeignKey
ALTER TABLE "zoo"."Locker" ADD CONSTRAINT "Locker_keeperId_fkey" FOREIGN KEY ("keeperId") REFERENCES "zoo"."keepers"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "zoo"."Locker" ADD CONSTRAINT "Locker_spareId_fkey" FOREIGN KEY ("spareId") REFERENCES "zoo"."keepers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive"."Pass" ADD CONSTRAINT "Pass_country_number_fkey" FOREIGN KEY ("country", "number") REFERENCES "zoo"."keepers"("country", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."Entry" ADD CONSTRAINT "Entry_country_serial_fkey" FOREIGN KEY ("country", "serial") REFERENCES "archive"."Pass"("country", "serial") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."Animal" ADD CONSTRAINT "Animal_cageId_fkey" FOREIGN KEY ("cageId") REFERENCES "zoo"."Cage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Friends" ADD CONSTRAINT "_Friends_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo"."keepers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Friends" ADD CONSTRAINT "_Friends_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo"."keepers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_AnimalToFood" ADD CONSTRAINT "_AnimalToFood_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo"."Animal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_AnimalToFood" ADD CONSTRAINT "_AnimalToFood_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo"."Food"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Allergies" ADD CONSTRAINT "_Allergies_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo"."Animal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Allergies" ADD CONSTRAINT "_Allergies_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo"."Food"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Parents" ADD CONSTRAINT "_Parents_A_fkey" FOREIGN KEY ("A") REFERENCES "zoo"."Animal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zoo"."_Parents" ADD CONSTRAINT "_Parents_B_fkey" FOREIGN KEY ("B") REFERENCES "zoo"."Animal"("id") ON DELETE CASCADE ON UPDATE CASCADE;
