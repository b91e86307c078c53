-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "home_region_code" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "region_code" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("account_id","role","region_code")
);

-- CreateTable
CREATE TABLE "web_session" (
    "id_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID,
    "candidate_id" UUID,
    "device_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "exam" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "bank_version_id" UUID NOT NULL,
    "blueprint" JSONB NOT NULL,
    "limit_minutes" INTEGER NOT NULL,
    "form_count" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam_form" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,

    CONSTRAINT "exam_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_roles" TEXT[],
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL,
    "public_id" TEXT NOT NULL,
    "exam_result_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "serial" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "issued_by" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" DATE NOT NULL,
    "revoked_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_reason" TEXT,
    "revocation_note" TEXT,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_sequence" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "certificate_sequence_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "venue" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,

    CONSTRAINT "venue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam_session" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "venue_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "latest_start" TIMESTAMPTZ(3) NOT NULL,
    "hard_close" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "access_token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exam_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "cadre_id" UUID NOT NULL,
    "participant_number" TEXT NOT NULL,
    "pin_hash" TEXT,
    "card_made_at" TIMESTAMPTZ(3),
    "exam_session_id" UUID,
    "admitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "layout" JSONB NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "grace_seconds" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "hand_in_id" UUID NOT NULL,
    "lease_epoch" INTEGER NOT NULL,
    "lease_device" TEXT NOT NULL,
    "lease_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "effective_end" TIMESTAMPTZ(3),
    "receipt_code" TEXT,
    "event_count" INTEGER,
    "event_hash" TEXT,
    "scored_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_event" (
    "attempt_id" UUID NOT NULL,
    "lease_epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "doubtful" BOOLEAN NOT NULL,
    "standing" TEXT NOT NULL,
    "client_wall" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_event_pkey" PRIMARY KEY ("attempt_id","lease_epoch","seq")
);

-- CreateTable
CREATE TABLE "current_answer" (
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "doubtful" BOOLEAN NOT NULL,
    "lease_epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "current_answer_pkey" PRIMARY KEY ("attempt_id","position")
);

-- CreateTable
CREATE TABLE "marking_task" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "question_version_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "assessor_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "lock_version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "marking_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mark" (
    "task_id" UUID NOT NULL,
    "assessor_id" UUID NOT NULL,
    "criteria" JSONB NOT NULL,
    "points" BIGINT NOT NULL,
    "comment" TEXT NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("task_id","assessor_id")
);

-- CreateTable
CREATE TABLE "assessment_period" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "period_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("period_id","version")
);

-- CreateTable
CREATE TABLE "question_bank" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "framework" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "competency" TEXT NOT NULL,
    "difficulty" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "answer_key" JSONB NOT NULL,
    "documentation" JSONB NOT NULL,
    "change_class" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "authored_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_off_by" TEXT,
    "signed_off_at" TIMESTAMPTZ(3),
    "sign_off_note" TEXT,
    "review_note" TEXT,

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_version" (
    "id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT NOT NULL,

    CONSTRAINT "bank_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_version_item" (
    "bank_version_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,

    CONSTRAINT "bank_version_item_pkey" PRIMARY KEY ("bank_version_id","question_version_id")
);

-- CreateTable
CREATE TABLE "question_media" (
    "hash" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "question_media_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_code" TEXT,
    "name" TEXT NOT NULL,
    "aliases" TEXT[],
    "population" INTEGER,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "cadre" (
    "id" UUID NOT NULL,
    "national_id_cipher" BYTEA NOT NULL,
    "national_id_lookup" TEXT NOT NULL,
    "national_id_last4" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_sort" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "birth_date" DATE NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "posyandu" TEXT NOT NULL,
    "phone" TEXT,
    "occupation" TEXT NOT NULL,
    "spouse_occupation" TEXT,
    "serving_since" INTEGER NOT NULL,
    "decree_number" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cadre_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_import" (
    "id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "fault_count" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,
    "rows_cipher" BYTEA,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "competency_framework" (
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "competency_framework_pkey" PRIMARY KEY ("code","version")
);

-- CreateTable
CREATE TABLE "item_score" (
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "question_version_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "points" BIGINT,
    "maximum" BIGINT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "item_score_pkey" PRIMARY KEY ("attempt_id","position")
);

-- CreateTable
CREATE TABLE "exam_result" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "current" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "breakdown" JSONB NOT NULL,
    "total_score" DECIMAL(7,4) NOT NULL,
    "passed" BOOLEAN,
    "content_hash" TEXT NOT NULL,
    "scored_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_result_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE INDEX "web_session_account_id_idx" ON "web_session"("account_id");

-- CreateIndex
CREATE INDEX "web_session_candidate_id_idx" ON "web_session"("candidate_id");

-- CreateIndex
CREATE INDEX "exam_period_id_idx" ON "exam"("period_id");

-- CreateIndex
CREATE UNIQUE INDEX "exam_form_exam_id_ordinal_key" ON "exam_form"("exam_id", "ordinal");

-- CreateIndex
CREATE INDEX "audit_entry_subject_idx" ON "audit_entry"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_public_id_key" ON "certificate"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_exam_result_id_key" ON "certificate"("exam_result_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_serial_key" ON "certificate"("serial");

-- CreateIndex
CREATE INDEX "certificate_candidate_id_idx" ON "certificate"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_year_number_key" ON "certificate"("year", "number");

-- CreateIndex
CREATE INDEX "exam_session_exam_id_idx" ON "exam_session"("exam_id");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_participant_number_key" ON "candidate"("participant_number");

-- CreateIndex
CREATE INDEX "candidate_exam_session_id_idx" ON "candidate"("exam_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_period_id_cadre_id_key" ON "candidate"("period_id", "cadre_id");

-- CreateIndex
CREATE INDEX "attempt_exam_session_id_idx" ON "attempt"("exam_session_id");

-- CreateIndex
CREATE INDEX "attempt_status_deadline_idx" ON "attempt"("status", "deadline");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_candidate_id_exam_id_key" ON "attempt"("candidate_id", "exam_id");

-- CreateIndex
CREATE INDEX "marking_task_state_idx" ON "marking_task"("state");

-- CreateIndex
CREATE UNIQUE INDEX "marking_task_attempt_id_position_key" ON "marking_task"("attempt_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_period_code_key" ON "assessment_period"("code");

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_slug_key" ON "question_bank"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_id_key_key" ON "question"("bank_id", "key");

-- CreateIndex
CREATE INDEX "question_version_status_field_idx" ON "question_version"("status", "field");

-- CreateIndex
CREATE UNIQUE INDEX "question_version_question_id_version_key" ON "question_version"("question_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "bank_version_bank_id_version_key" ON "bank_version"("bank_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "cadre_national_id_lookup_key" ON "cadre"("national_id_lookup");

-- CreateIndex
CREATE INDEX "cadre_urban_village_code_name_sort_idx" ON "cadre"("urban_village_code", "name_sort");

-- CreateIndex
CREATE INDEX "cadre_name_sort_idx" ON "cadre"("name_sort");

-- CreateIndex
CREATE INDEX "item_score_question_version_id_idx" ON "item_score"("question_version_id");

-- CreateIndex
CREATE INDEX "exam_result_state_idx" ON "exam_result"("state");

-- CreateIndex
CREATE UNIQUE INDEX "exam_result_attempt_id_version_key" ON "exam_result"("attempt_id", "version");

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_form" ADD CONSTRAINT "exam_form_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "assessment_period"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_version" ADD CONSTRAINT "bank_version_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_version_item" ADD CONSTRAINT "bank_version_item_bank_version_id_fkey" FOREIGN KEY ("bank_version_id") REFERENCES "bank_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

