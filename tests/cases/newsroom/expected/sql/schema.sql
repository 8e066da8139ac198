-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Status" AS ENUM ('DRAFT', 'OUT', 'GONE');

-- CreateTable
CREATE TABLE "Writer" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mail" TEXT,
    "fame" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Writer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stories" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "status" "Status" NOT NULL DEFAULT 'DRAFT',
    "words" BIGINT NOT NULL DEFAULT 0,
    "score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "labels" TEXT[],
    "outAt" TIMESTAMP(3),
    "cover ""image""" BYTEA,
    "writer_id" TEXT NOT NULL,

    CONSTRAINT "stories_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Writer_mail_key" ON "Writer"("mail");

-- AddForeignKey
ALTER TABLE "stories" ADD CONSTRAINT "stories_writer_id_fkey" FOREIGN KEY ("writer_id") REFERENCES "Writer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "_ssot_changes" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "position" BIGINT,
    "model" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "_ssot_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "_ssot_changes_position_key" ON "_ssot_changes"("position");

-- CreateIndex
CREATE INDEX "_ssot_changes_model_position_idx" ON "_ssot_changes"("model", "position");

-- CreateIndex
CREATE INDEX "_ssot_changes_unsettled_idx" ON "_ssot_changes"("id") WHERE ("position" IS NULL);

-- CreateFunction
CREATE FUNCTION "_ssot_changed"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    old_row JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
    IF old_row IS DISTINCT FROM new_row THEN
        INSERT INTO "_ssot_changes" ("model", "before", "after") VALUES (TG_ARGV[0], old_row, new_row);
        PERFORM pg_notify('ssot_changes', '');
    END IF;
    RETURN NULL;
END
$$;

-- CreateTrigger
CREATE TRIGGER "_ssot_changed" AFTER INSERT OR UPDATE OR DELETE ON "Writer" FOR EACH ROW EXECUTE FUNCTION "_ssot_changed"('Writer');

-- CreateTrigger
CREATE TRIGGER "_ssot_changed" AFTER INSERT OR UPDATE OR DELETE ON "stories" FOR EACH ROW EXECUTE FUNCTION "_ssot_changed"('Story');
