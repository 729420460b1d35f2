-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "driver_id" UUID,
    "pick_up_latitude" DOUBLE PRECISION NOT NULL,
    "pick_up_longitude" DOUBLE PRECISION NOT NULL,
    "drop_off_latitude" DOUBLE PRECISION NOT NULL,
    "drop_off_longitude" DOUBLE PRECISION NOT NULL,
    "distance_meters" INTEGER NOT NULL,
    "express" BOOLEAN NOT NULL,
    "tip" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "expected_ready_at" TIMESTAMPTZ(3) NOT NULL,
    "promised_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "assigned_at" TIMESTAMPTZ(3),
    "arrived_at_restaurant_at" TIMESTAMPTZ(3),
    "picked_up_at" TIMESTAMPTZ(3),
    "arrived_at_customer_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "bonus_basis_points" INTEGER NOT NULL DEFAULT 0,
    "escalated" BOOLEAN NOT NULL DEFAULT false,
    "proof" TEXT,
    "failure_reason" TEXT,
    "event_sequence" INTEGER NOT NULL DEFAULT 0,
    "log_sequence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_log_entry" (
    "delivery_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "command" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "driver_id" UUID,
    "from_stage" TEXT,
    "to_stage" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_log_entry_pkey" PRIMARY KEY ("delivery_id","sequence")
);

-- CreateTable
CREATE TABLE "driver" (
    "id" UUID NOT NULL,
    "vehicle" TEXT NOT NULL,
    "availability" TEXT NOT NULL DEFAULT 'OFFLINE',
    "on_shift" BOOLEAN NOT NULL DEFAULT false,
    "shift_ends_at" TIMESTAMPTZ(3),
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "event_sequence" INTEGER NOT NULL DEFAULT 0,
    "offer_sequence" INTEGER NOT NULL DEFAULT 0,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "driver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "earning" (
    "delivery_id" UUID NOT NULL,
    "driver_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "base" BIGINT NOT NULL,
    "distance" BIGINT NOT NULL,
    "wait" BIGINT NOT NULL,
    "bonus" BIGINT NOT NULL,
    "tip" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "earned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "earning_pkey" PRIMARY KEY ("delivery_id")
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
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "driver_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "pay" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "bonus_basis_points" INTEGER NOT NULL,
    "distance_to_pick_up_meters" INTEGER NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_log_entry" (
    "driver_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "offer_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_log_entry_pkey" PRIMARY KEY ("driver_id","sequence")
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
CREATE UNIQUE INDEX "delivery_order_id_key" ON "delivery"("order_id");

-- CreateIndex
CREATE INDEX "delivery_stage_expected_ready_at_idx" ON "delivery"("stage", "expected_ready_at");

-- CreateIndex
CREATE INDEX "delivery_driver_id_idx" ON "delivery"("driver_id");

-- CreateIndex
CREATE INDEX "driver_availability_idx" ON "driver"("availability");

-- CreateIndex
CREATE INDEX "earning_driver_id_earned_at_delivery_id_idx" ON "earning"("driver_id", "earned_at", "delivery_id");

-- CreateIndex
CREATE INDEX "outbox_event_position_ordinal_idx" ON "outbox_event"("position", "ordinal");

-- CreateIndex
CREATE INDEX "parked_event_consumer_source_subject_position_idx" ON "parked_event"("consumer", "source", "subject", "position");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE INDEX "offer_delivery_id_offered_at_idx" ON "offer"("delivery_id", "offered_at");

-- CreateIndex
CREATE INDEX "offer_driver_id_offered_at_idx" ON "offer"("driver_id", "offered_at");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- What Prisma cannot say: value checks, the guards against double assignment, logs that only grow.

ALTER TABLE "driver"
  ADD CONSTRAINT "driver_vehicle_known" CHECK ("vehicle" IN ('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR')),
  ADD CONSTRAINT "driver_availability_known" CHECK ("availability" IN ('OFFLINE', 'ONLINE', 'BUSY')),
  ADD CONSTRAINT "driver_online_is_on_shift" CHECK ("availability" <> 'ONLINE' OR "on_shift");

ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_stage_known" CHECK ("stage" IN ('SEARCHING', 'OFFERED', 'ASSIGNED', 'AT_RESTAURANT',
    'PICKED_UP', 'EN_ROUTE', 'AT_CUSTOMER', 'DELIVERED', 'FAILED', 'CANCELLED')),
  -- A delivery under way has its one driver; one that looks for a driver has none.
  ADD CONSTRAINT "delivery_active_has_driver" CHECK ("driver_id" IS NOT NULL OR "stage" NOT IN ('ASSIGNED',
    'AT_RESTAURANT', 'PICKED_UP', 'EN_ROUTE', 'AT_CUSTOMER', 'DELIVERED')),
  ADD CONSTRAINT "delivery_searching_has_none" CHECK ("driver_id" IS NULL OR "stage" NOT IN ('SEARCHING', 'OFFERED')),
  -- Nobody drives off without food.
  ADD CONSTRAINT "delivery_picked_up_was_ready" CHECK ("picked_up_at" IS NULL OR "ready_at" IS NOT NULL),
  ADD CONSTRAINT "delivery_tip_not_negative" CHECK ("tip" >= 0);

-- A driver is on at most one delivery.
CREATE UNIQUE INDEX "delivery_one_per_driver" ON "delivery" ("driver_id")
  WHERE "stage" IN ('ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'EN_ROUTE', 'AT_CUSTOMER');
-- What dispatch looks for in every pass.
CREATE INDEX "delivery_searching" ON "delivery" ((coalesce("ready_at", "expected_ready_at")), "id")
  WHERE "stage" = 'SEARCHING';

ALTER TABLE "offer"
  ADD CONSTRAINT "offer_status_known" CHECK ("status" IN ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
  ADD CONSTRAINT "offer_ended_unless_open" CHECK (("ended_at" IS NULL) = ("status" = 'OPEN'));
-- One open offer per delivery and per driver, and one accepted offer per delivery, ever.
CREATE UNIQUE INDEX "offer_one_open_per_delivery" ON "offer" ("delivery_id") WHERE "status" = 'OPEN';
CREATE UNIQUE INDEX "offer_one_open_per_driver" ON "offer" ("driver_id") WHERE "status" = 'OPEN';
CREATE UNIQUE INDEX "offer_one_accepted" ON "offer" ("delivery_id") WHERE "status" = 'ACCEPTED';

ALTER TABLE "earning"
  ADD CONSTRAINT "earning_adds_up" CHECK ("total" = "base" + "distance" + "wait" + "bonus" + "tip"),
  ADD CONSTRAINT "earning_not_negative" CHECK (least("base", "distance", "wait", "bonus", "tip") >= 0);

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'P0001';
END $$;

CREATE TRIGGER "earning_only_grows" BEFORE UPDATE OR DELETE ON "earning"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "earning_is_not_emptied" BEFORE TRUNCATE ON "earning"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "delivery_log_only_grows" BEFORE UPDATE OR DELETE ON "delivery_log_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "delivery_log_is_not_emptied" BEFORE TRUNCATE ON "delivery_log_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "offer_log_only_grows" BEFORE UPDATE OR DELETE ON "offer_log_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "offer_log_is_not_emptied" BEFORE TRUNCATE ON "offer_log_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
REVOKE UPDATE, DELETE, TRUNCATE ON "earning", "delivery_log_entry", "offer_log_entry" FROM tiffin_app;
