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
CREATE TABLE "ledger_account" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_journal" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "entry_count" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "journal_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("journal_id","line")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "customer_id" UUID,
    "restaurant_id" UUID,
    "status" TEXT NOT NULL,
    "currency" CHAR(3),
    "amount_minor" BIGINT NOT NULL,
    "authorised_minor" BIGINT NOT NULL DEFAULT 0,
    "captured_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "payment_method" TEXT,
    "provider_intent_id" TEXT,
    "decline_code" TEXT,
    "queued" BOOLEAN NOT NULL DEFAULT false,
    "void_requested" BOOLEAN NOT NULL DEFAULT false,
    "event_sequence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_instruction" (
    "id" UUID NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "payment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "postings" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_instruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
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
CREATE INDEX "outbox_event_position_ordinal_idx" ON "outbox_event"("position", "ordinal");

-- CreateIndex
CREATE INDEX "parked_event_consumer_source_subject_position_idx" ON "parked_event"("consumer", "source", "subject", "position");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_kind_owner_id_currency_key" ON "ledger_account"("kind", "owner_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_id_currency_key" ON "ledger_account"("id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_journal_reference_key" ON "ledger_journal"("reference");

-- CreateIndex
CREATE INDEX "ledger_journal_payment_id_idx" ON "ledger_journal"("payment_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_idx" ON "ledger_entry"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_order_id_key" ON "payment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_intent_id_key" ON "payment"("provider_intent_id");

-- CreateIndex
CREATE INDEX "payment_customer_id_idx" ON "payment"("customer_id");

-- CreateIndex
CREATE INDEX "payment_instruction_payment_id_ordinal_idx" ON "payment_instruction"("payment_id", "ordinal");

-- CreateIndex
CREATE INDEX "payment_instruction_status_next_attempt_at_idx" ON "payment_instruction"("status", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_instruction_kind_reference_key" ON "payment_instruction"("kind", "reference");

-- CreateIndex
CREATE INDEX "webhook_event_processed_at_idx" ON "webhook_event"("processed_at");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "ledger_journal"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account_id_currency_fkey" FOREIGN KEY ("account_id", "currency") REFERENCES "ledger_account"("id", "currency") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payment_instruction" ADD CONSTRAINT "payment_instruction_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the models cannot say ------------------------------------------------------------------------------------------

ALTER TABLE "payment"
  ADD CONSTRAINT "payment_status_known"
    CHECK (status IN ('PENDING', 'AUTHORISED', 'CAPTURED', 'VOIDED', 'REFUNDED', 'DECLINED')),
  ADD CONSTRAINT "payment_amounts_nested"
    CHECK (0 <= refunded_minor AND refunded_minor <= captured_minor
      AND captured_minor <= authorised_minor AND authorised_minor <= amount_minor),
  ADD CONSTRAINT "payment_amounts_fit_status"
    CHECK (CASE status
      WHEN 'PENDING' THEN authorised_minor = 0
      WHEN 'DECLINED' THEN authorised_minor = 0
      WHEN 'AUTHORISED' THEN authorised_minor = amount_minor AND captured_minor = 0
      WHEN 'CAPTURED' THEN captured_minor > 0 AND refunded_minor < captured_minor
      WHEN 'REFUNDED' THEN captured_minor > 0 AND refunded_minor = captured_minor
      ELSE captured_minor = 0 END),
  ADD CONSTRAINT "payment_complete"
    CHECK (status = 'VOIDED'
      OR num_nulls(customer_id, restaurant_id, currency, payment_method) = 0),
  ADD CONSTRAINT "payment_held_at_provider"
    CHECK (status NOT IN ('AUTHORISED', 'CAPTURED', 'REFUNDED') OR provider_intent_id IS NOT NULL);

-- A payment moves only forward, and money that was counted stays counted.
CREATE FUNCTION payments.payment_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status || '>' || NEW.status) NOT IN (
    'PENDING>AUTHORISED', 'PENDING>DECLINED', 'PENDING>VOIDED',
    'AUTHORISED>CAPTURED', 'AUTHORISED>VOIDED', 'CAPTURED>REFUNDED'
  ) THEN
    RAISE EXCEPTION 'a payment does not go from % to %', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_moves_forward';
  END IF;
  IF NEW.order_id <> OLD.order_id
    OR NEW.captured_minor < OLD.captured_minor OR NEW.refunded_minor < OLD.refunded_minor
    OR (OLD.captured_minor > 0 AND NEW.captured_minor <> OLD.captured_minor) THEN
    RAISE EXCEPTION 'what a payment took or gave back is not undone'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_moves_forward';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_moves_forward" BEFORE UPDATE ON "payment"
  FOR EACH ROW EXECUTE FUNCTION payments.payment_moves_forward();

ALTER TABLE "payment_instruction"
  ADD CONSTRAINT "payment_instruction_kind_known"
    CHECK (kind IN ('AUTHORISE', 'CAPTURE', 'VOID', 'REFUND')),
  ADD CONSTRAINT "payment_instruction_status_known" CHECK (status IN ('WAITING', 'DONE')),
  ADD CONSTRAINT "payment_instruction_amount" CHECK (amount_minor > 0 OR kind = 'VOID');

ALTER TABLE "ledger_account"
  ADD CONSTRAINT "ledger_account_kind_known"
    CHECK (kind IN ('CUSTOMER', 'PLATFORM_REVENUE', 'RESTAURANT_PAYABLE', 'DRIVER_PAYABLE', 'TAX_PAYABLE',
      'PROVIDER_CLEARING', 'PROMOTIONS_EXPENSE'));
ALTER TABLE "ledger_journal"
  ADD CONSTRAINT "ledger_journal_entry_count" CHECK (entry_count >= 2);
ALTER TABLE "ledger_entry"
  ADD CONSTRAINT "ledger_entry_not_zero" CHECK (amount_minor <> 0);

-- Every journal has the entries it was made with and balances to zero in each currency when its transaction commits.
CREATE FUNCTION payments.check_ledger_journal(journal uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  expected integer;
  found integer;
  unbalanced text;
BEGIN
  SELECT entry_count INTO expected FROM payments.ledger_journal WHERE id = journal;
  SELECT count(*) INTO found FROM payments.ledger_entry WHERE journal_id = journal;
  IF expected IS DISTINCT FROM found THEN
    RAISE EXCEPTION 'journal % has % entries instead of %', journal, found, expected
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_journal_sealed';
  END IF;
  SELECT string_agg(currency, ', ') INTO unbalanced FROM (
    SELECT currency FROM payments.ledger_entry WHERE journal_id = journal
    GROUP BY currency HAVING sum(amount_minor) <> 0
  ) AS off;
  IF unbalanced IS NOT NULL THEN
    RAISE EXCEPTION 'journal % does not balance in %', journal, unbalanced
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_journal_balanced';
  END IF;
END $$;

CREATE FUNCTION payments.ledger_journal_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payments.check_ledger_journal(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_journal_balances" AFTER INSERT ON "ledger_journal"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.ledger_journal_balances();

CREATE FUNCTION payments.ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payments.check_ledger_journal(NEW.journal_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_entry_balances" AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments.ledger_entry_balances();

-- The ledger only grows, whoever asks.
CREATE FUNCTION payments.ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "ledger_account_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_account"
  FOR EACH STATEMENT EXECUTE FUNCTION payments.ledger_is_append_only();
CREATE TRIGGER "ledger_journal_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_journal"
  FOR EACH STATEMENT EXECUTE FUNCTION payments.ledger_is_append_only();
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION payments.ledger_is_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON "ledger_account", "ledger_journal", "ledger_entry" FROM tiffin_app;

-- Payments and instructions are kept for seven years and leave by archiving, not by the application.
REVOKE DELETE, TRUNCATE ON "payment", "payment_instruction" FROM tiffin_app;
