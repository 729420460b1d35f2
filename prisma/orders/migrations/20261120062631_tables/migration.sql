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
CREATE TABLE "customer_order" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "items_minor" BIGINT NOT NULL,
    "delivery_fee_minor" BIGINT NOT NULL,
    "service_fee_minor" BIGINT NOT NULL,
    "small_order_fee_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "price_lines" JSONB NOT NULL,
    "charged_minor" BIGINT,
    "pick_up_latitude" DOUBLE PRECISION NOT NULL,
    "pick_up_longitude" DOUBLE PRECISION NOT NULL,
    "deliver_to_latitude" DOUBLE PRECISION,
    "deliver_to_longitude" DOUBLE PRECISION,
    "delivery_address" TEXT,
    "note" TEXT,
    "preparation_minutes" INTEGER NOT NULL,
    "scheduled_for" TIMESTAMPTZ(3),
    "release_at" TIMESTAMPTZ(3),
    "promised_at" TIMESTAMPTZ(3) NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancelled_by" TEXT,
    "cancellation_reason" TEXT,
    "refunded_minor" BIGINT,
    "driver_id" UUID,
    "driver_base_pay_minor" BIGINT,
    "sequence" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "customer_order_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "order_line" (
    "order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "menu_item_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "modifiers" JSONB NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("order_id","position")
) PARTITION BY RANGE ("order_id");

-- CreateTable
CREATE TABLE "order_log" (
    "order_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "previous_status" TEXT,
    "status" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "restaurant_sequence" BIGINT NOT NULL,

    CONSTRAINT "order_log_pkey" PRIMARY KEY ("order_id","sequence")
) PARTITION BY RANGE ("order_id");

-- CreateTable
CREATE TABLE "order_annotation" (
    "order_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "order_annotation_pkey" PRIMARY KEY ("order_id","version")
) PARTITION BY RANGE ("order_id");

-- CreateTable
CREATE TABLE "restaurant_counter" (
    "restaurant_id" UUID NOT NULL,
    "log_sequence" BIGINT NOT NULL,
    "number_day" DATE,
    "last_number" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "restaurant_counter_pkey" PRIMARY KEY ("restaurant_id")
);

-- CreateTable
CREATE TABLE "placement" (
    "order_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "quote_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "decline_code" TEXT,
    "owner" UUID NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "placement_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "quote_use" (
    "quote_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_use_pkey" PRIMARY KEY ("quote_id")
);

-- CreateTable
CREATE TABLE "stock_release" (
    "order_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_release_pkey" PRIMARY KEY ("order_id")
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
CREATE INDEX "customer_order_customer_id_placed_at_id_idx" ON "customer_order"("customer_id", "placed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_order_placed_at_id_idx" ON "customer_order"("placed_at", "id");

-- CreateIndex
CREATE INDEX "customer_order_status_placed_at_id_idx" ON "customer_order"("status", "placed_at", "id");

-- CreateIndex
CREATE INDEX "order_log_restaurant_id_restaurant_sequence_idx" ON "order_log"("restaurant_id", "restaurant_sequence");

-- CreateIndex
CREATE INDEX "placement_state_lease_until_idx" ON "placement"("state", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "placement_customer_id_idempotency_key_key" ON "placement"("customer_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "quote_use_expires_at_idx" ON "quote_use"("expires_at");

-- CreateIndex
CREATE INDEX "stock_release_next_attempt_at_idx" ON "stock_release"("next_attempt_at");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- Partitions: one a month of the order's UUIDv7. They are made ahead of time by the processes; what comes before any was
-- made, or after, lands in the default ones.
CREATE TABLE "customer_order_default" PARTITION OF "customer_order" DEFAULT;
CREATE TABLE "order_line_default" PARTITION OF "order_line" DEFAULT;
CREATE TABLE "order_log_default" PARTITION OF "order_log" DEFAULT;
CREATE TABLE "order_annotation_default" PARTITION OF "order_annotation" DEFAULT;

-- The smallest UUIDv7 of an instant.
CREATE FUNCTION "first_uuid_of"(instant timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Nothing rewrites the past, the owner of the tables included.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of %: this table is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "order_line" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "order_log" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "order_annotation" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_deletion" BEFORE DELETE ON "customer_order" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_line" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_log" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_annotation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "customer_order" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_line_default" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_log_default" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "order_annotation_default" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "no_truncation" BEFORE TRUNCATE ON "customer_order_default" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
REVOKE UPDATE, DELETE ON "order_line", "order_line_default", "order_log", "order_log_default",
  "order_annotation", "order_annotation_default" FROM "tiffin_app";
REVOKE DELETE ON "customer_order", "customer_order_default" FROM "tiffin_app";

-- What an order may never say.
ALTER TABLE "customer_order"
  ADD CONSTRAINT "status_known" CHECK ("status" IN ('SCHEDULED', 'PAYMENT_PENDING', 'PLACED', 'CONFIRMED', 'PREPARING',
    'READY', 'PICKED_UP', 'EN_ROUTE', 'DELIVERED', 'REJECTED', 'CANCELLED')),
  ADD CONSTRAINT "mode_known" CHECK ("mode" IN ('STANDARD', 'EXPRESS', 'SCHEDULED', 'PICKUP')),
  ADD CONSTRAINT "amounts_not_negative" CHECK (least("items_minor", "delivery_fee_minor", "service_fee_minor",
    "small_order_fee_minor", "tax_minor", "tip_minor") >= 0),
  ADD CONSTRAINT "total_is_the_sum" CHECK ("total_minor" = "items_minor" + "delivery_fee_minor" + "service_fee_minor"
    + "small_order_fee_minor" + "tax_minor" + "tip_minor"),
  ADD CONSTRAINT "charged_in_bounds" CHECK ("charged_minor" BETWEEN 0 AND "total_minor"),
  ADD CONSTRAINT "place_unless_pickup" CHECK (("mode" = 'PICKUP') = ("deliver_to_latitude" IS NULL)
    AND ("deliver_to_latitude" IS NULL) = ("deliver_to_longitude" IS NULL)),
  ADD CONSTRAINT "slot_if_scheduled" CHECK (("mode" = 'SCHEDULED') = ("scheduled_for" IS NOT NULL)),
  ADD CONSTRAINT "final_is_settled" CHECK (("status" IN ('DELIVERED', 'REJECTED', 'CANCELLED'))
    = ("finished_at" IS NOT NULL AND "charged_minor" IS NOT NULL)),
  ADD CONSTRAINT "ended_early_says_why" CHECK (("status" IN ('REJECTED', 'CANCELLED'))
    = ("cancellation_reason" IS NOT NULL AND "cancelled_by" IS NOT NULL AND "refunded_minor" IS NOT NULL));
ALTER TABLE "order_line"
  ADD CONSTRAINT "quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "price_not_negative" CHECK ("unit_price_minor" >= 0);
ALTER TABLE "order_log"
  ADD CONSTRAINT "sequence_positive" CHECK ("sequence" > 0 AND "restaurant_sequence" > 0),
  ADD CONSTRAINT "first_has_no_previous" CHECK (("sequence" = 1) = ("previous_status" IS NULL));
ALTER TABLE "placement"
  ADD CONSTRAINT "state_known" CHECK ("state" IN ('STARTED', 'UNDOING', 'PLACED', 'DECLINED'));

-- One change at a time, what was agreed stays, and the end is the end.
CREATE FUNCTION "guard_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'order %: version % cannot follow %', OLD.id, NEW.version, OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status IN ('DELIVERED', 'REJECTED', 'CANCELLED') AND (NEW.status <> OLD.status OR NEW.sequence <> OLD.sequence) THEN
    RAISE EXCEPTION 'order %: % is final', OLD.id, OLD.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.status <> OLD.status) <> (NEW.sequence = OLD.sequence + 1) OR NEW.sequence NOT IN (OLD.sequence, OLD.sequence + 1) THEN
    RAISE EXCEPTION 'order %: sequence % cannot follow %', OLD.id, NEW.sequence, OLD.sequence USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.number, NEW.customer_id, NEW.restaurant_id, NEW.mode, NEW.currency, NEW.total_minor, NEW.items_minor,
      NEW.tax_minor, NEW.tip_minor, NEW.price_lines, NEW.placed_at)
     IS DISTINCT FROM
     (OLD.id, OLD.number, OLD.customer_id, OLD.restaurant_id, OLD.mode, OLD.currency, OLD.total_minor, OLD.items_minor,
      OLD.tax_minor, OLD.tip_minor, OLD.price_lines, OLD.placed_at) THEN
    RAISE EXCEPTION 'order %: what was agreed cannot change', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "guard" BEFORE UPDATE ON "customer_order" FOR EACH ROW EXECUTE FUNCTION "guard_order"();

-- Makes the partitions of the months from `from_instant` on, those that are missing. The processes call it; they own no table.
CREATE FUNCTION "make_partitions"(from_instant timestamptz, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = orders, pg_temp AS $$
DECLARE
  month timestamp := date_trunc('month', from_instant AT TIME ZONE 'UTC');
  parent text;
  part text;
  made integer := 0;
BEGIN
  IF months NOT BETWEEN 1 AND 24 THEN RAISE EXCEPTION 'months must be 1 to 24'; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('orders.make_partitions'));
  FOR offset_months IN 0 .. months - 1 LOOP
    FOREACH parent IN ARRAY ARRAY['customer_order', 'order_line', 'order_log', 'order_annotation'] LOOP
      part := format('%s_%s', parent, to_char(month + make_interval(months => offset_months), 'YYYY_MM'));
      CONTINUE WHEN to_regclass(part) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent,
        first_uuid_of((month + make_interval(months => offset_months)) AT TIME ZONE 'UTC'),
        first_uuid_of((month + make_interval(months => offset_months + 1)) AT TIME ZONE 'UTC'));
      EXECUTE format('REVOKE DELETE ON %I FROM tiffin_app', part);
      IF parent <> 'customer_order' THEN EXECUTE format('REVOKE UPDATE ON %I FROM tiffin_app', part); END IF;
      EXECUTE format('CREATE TRIGGER no_truncation BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END
$$;
