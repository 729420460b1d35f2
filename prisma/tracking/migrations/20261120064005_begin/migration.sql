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
CREATE TABLE "tracked_order" (
    "order_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "status" TEXT,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "pick_up_latitude" DOUBLE PRECISION NOT NULL,
    "pick_up_longitude" DOUBLE PRECISION NOT NULL,
    "drop_off_latitude" DOUBLE PRECISION,
    "drop_off_longitude" DOUBLE PRECISION,
    "ready_at" TIMESTAMPTZ(3),
    "promised_at" TIMESTAMPTZ(3),
    "driver_id" UUID,
    "vehicle" TEXT,
    "picked_up" BOOLEAN NOT NULL DEFAULT false,
    "ended" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "tracked_order_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "order_status_entry" (
    "order_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_status_entry_pkey" PRIMARY KEY ("order_id","sequence")
);

-- CreateTable
CREATE TABLE "position" (
    "driver_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "accuracy_meters" DOUBLE PRECISION NOT NULL,
    "heading_degrees" DOUBLE PRECISION,
    "speed_meters_per_second" DOUBLE PRECISION,
    "coarse" BOOLEAN NOT NULL,
    "order_id" UUID,

    CONSTRAINT "position_pkey" PRIMARY KEY ("driver_id","recorded_at")
) PARTITION BY RANGE ("recorded_at");

-- CreateTable
CREATE TABLE "driver_session" (
    "driver_id" UUID NOT NULL,
    "on_shift" BOOLEAN NOT NULL DEFAULT false,
    "vehicle" TEXT NOT NULL,
    "order_id" UUID,

    CONSTRAINT "driver_session_pkey" PRIMARY KEY ("driver_id")
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
CREATE UNIQUE INDEX "driver_session_order_id_key" ON "driver_session"("order_id");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- What Prisma cannot say: partitions, value checks, logs that only grow.

-- Catches what no day's partition takes; its rows move over when that day's partition is made.
CREATE TABLE "position_default" PARTITION OF "position" DEFAULT;

ALTER TABLE "position"
  ADD CONSTRAINT "position_on_earth" CHECK ("latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180),
  ADD CONSTRAINT "position_accuracy_known" CHECK ("accuracy_meters" >= 0);

-- Makes the partitions of some days (UTC) that are not there yet. The processes own no table, so it acts as the owner.
CREATE FUNCTION tracking.ensure_position_partitions(first_day date, days int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tracking, pg_temp AS $$
DECLARE
  day date;
  name text;
  lower timestamptz;
  upper timestamptz;
BEGIN
  IF days < 1 OR days > 31 THEN
    RAISE EXCEPTION 'between 1 and 31 partitions are made at once';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('tracking.position partitions'));
  FOR offset_days IN 0 .. days - 1 LOOP
    day := first_day + offset_days;
    name := 'position_' || to_char(day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass('tracking.' || name) IS NOT NULL;
    lower := day::timestamp AT TIME ZONE 'UTC';
    upper := (day + 1)::timestamp AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE %I (LIKE position INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('WITH moved AS (DELETE FROM position_default WHERE recorded_at >= %L AND recorded_at < %L RETURNING *)
      INSERT INTO %I SELECT * FROM moved', lower, upper, name);
    EXECUTE format('ALTER TABLE position ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, lower, upper);
  END LOOP;
END $$;

-- Drops the partitions of days before one; returns how many.
CREATE FUNCTION tracking.drop_position_partitions(before_day date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = tracking, pg_temp AS $$
DECLARE
  name text;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tracking.position partitions'));
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'tracking.position'::regclass AND c.relname ~ '^position_[0-9]{8}$'
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < before_day
  LOOP
    EXECUTE format('DROP TABLE %I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION tracking.ensure_position_partitions(date, int) FROM PUBLIC;
REVOKE ALL ON FUNCTION tracking.drop_position_partitions(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tracking.ensure_position_partitions(date, int) TO tiffin_app;
GRANT EXECUTE ON FUNCTION tracking.drop_position_partitions(date) TO tiffin_app;

ALTER TABLE "driver_session"
  ADD CONSTRAINT "driver_session_vehicle_known" CHECK ("vehicle" IN ('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR'));
ALTER TABLE "tracked_order"
  ADD CONSTRAINT "tracked_order_sequence_with_status" CHECK (("sequence" = 0) = ("status" IS NULL));

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'P0001';
END $$;
CREATE TRIGGER "order_status_only_grows" BEFORE UPDATE OR DELETE ON "order_status_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "order_status_is_not_emptied" BEFORE TRUNCATE ON "order_status_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
REVOKE UPDATE, DELETE, TRUNCATE ON "order_status_entry" FROM tiffin_app;
REVOKE UPDATE ON "position" FROM tiffin_app;
