-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "accounts";

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "roles" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restaurant_membership" (
    "restaurant_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restaurant_membership_pkey" PRIMARY KEY ("restaurant_id","account_id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "ordinal" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "traceparent" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("ordinal")
);

-- CreateTable
CREATE TABLE "outbox_stream" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" UUID NOT NULL,
    "last_position" BIGINT NOT NULL DEFAULT 0,
    "floor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_consumer" (
    "consumer" TEXT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_consumer_pkey" PRIMARY KEY ("consumer")
);

-- CreateTable
CREATE TABLE "inbox_checkpoint" (
    "consumer" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "epoch" UUID,
    "position" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_checkpoint_pkey" PRIMARY KEY ("consumer","source")
);

-- CreateTable
CREATE TABLE "parked_event" (
    "consumer" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dead_at" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "parked_event_pkey" PRIMARY KEY ("consumer","source","position")
);

-- CreateTable
CREATE TABLE "stream_counter" (
    "stream" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "stream_counter_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "principal" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "reference" TEXT,
    "answer" JSONB,
    "attempt" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("principal","operation","key")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_token" (
    "digest" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "log_in_attempts" (
    "email_digest" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_in_attempts_pkey" PRIMARY KEY ("email_digest")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "encrypted_private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signs_from" TIMESTAMPTZ(3) NOT NULL,
    "published_until" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain_timer" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "domain_timer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "restaurant_membership_account_id_created_at_restaurant_id_idx" ON "restaurant_membership"("account_id", "created_at" DESC, "restaurant_id");

-- CreateIndex
CREATE INDEX "outbox_event_position_ordinal_idx" ON "outbox_event"("position", "ordinal");

-- CreateIndex
CREATE INDEX "parked_event_consumer_source_subject_position_idx" ON "parked_event"("consumer", "source", "subject", "position");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE INDEX "session_account_id_opened_at_idx" ON "session"("account_id", "opened_at");

-- CreateIndex
CREATE INDEX "refresh_token_session_id_expires_at_idx" ON "refresh_token"("session_id", "expires_at");

-- CreateIndex
CREATE INDEX "log_in_attempts_window_ends_at_idx" ON "log_in_attempts"("window_ends_at");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- AddForeignKey
ALTER TABLE "restaurant_membership" ADD CONSTRAINT "restaurant_membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the models cannot say.

ALTER TABLE "account"
    ADD CONSTRAINT "account_email_normalised" CHECK ("email" = lower(btrim("email")) AND "email" <> ''),
    ADD CONSTRAINT "account_roles_known" CHECK (
        "roles" <@ ARRAY['CUSTOMER', 'RESTAURANT_STAFF', 'DRIVER', 'PARTNER', 'SUPPORT', 'ADMIN']
        AND cardinality("roles") > 0
    ),
    ADD CONSTRAINT "account_password_argon2id" CHECK ("password_hash" LIKE '$argon2id$%');

ALTER TABLE "restaurant_membership"
    ADD CONSTRAINT "restaurant_membership_role_known" CHECK ("role" IN ('OWNER', 'MANAGER', 'STAFF'));

ALTER TABLE "session"
    ADD CONSTRAINT "session_end_reason_known" CHECK (
        "end_reason" IN ('LOGGED_OUT', 'TOKEN_REUSED', 'TOO_MANY_SESSIONS')
    ),
    ADD CONSTRAINT "session_end_has_reason" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL));

ALTER TABLE "refresh_token"
    ADD CONSTRAINT "refresh_token_digest_length" CHECK (octet_length("digest") = 32);

ALTER TABLE "log_in_attempts"
    ADD CONSTRAINT "log_in_attempts_positive" CHECK ("attempts" > 0);

-- At any time there is at most one key without an end: the newest.
CREATE UNIQUE INDEX "signing_key_newest" ON "signing_key" (("published_until" IS NULL))
    WHERE "published_until" IS NULL;
