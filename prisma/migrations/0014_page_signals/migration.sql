-- CreateTable
CREATE TABLE "page_signal" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "seconds" INTEGER NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_signal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "page_signal_attempt_id_idx" ON "page_signal"("attempt_id");

-- Below this line: what Prisma's schema language cannot say.

ALTER TABLE page_signal ADD CONSTRAINT page_signal_kind CHECK (kind IN ('left-page', 'lost-focus', 'offline', 'device-changed'));
ALTER TABLE page_signal ADD CONSTRAINT page_signal_seconds CHECK (seconds BETWEEN 0 AND 86400);
CREATE FUNCTION keep_page_signal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signal stays as it came' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER page_signal_stays BEFORE UPDATE OR DELETE ON page_signal FOR EACH ROW EXECUTE FUNCTION keep_page_signal();
