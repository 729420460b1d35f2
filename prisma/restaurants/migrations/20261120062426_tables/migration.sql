-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "restaurants";

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
CREATE TABLE "menu_section" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "menu_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "menu_item" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "section_id" UUID,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "price_minor" BIGINT NOT NULL,
    "available" BOOLEAN NOT NULL,
    "stock" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "menu_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "modifier_group" (
    "id" UUID NOT NULL,
    "menu_item_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "minimum" INTEGER NOT NULL,
    "maximum" INTEGER NOT NULL,

    CONSTRAINT "modifier_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "modifier_option" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "price_delta_minor" BIGINT NOT NULL,
    "available" BOOLEAN NOT NULL,

    CONSTRAINT "modifier_option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restaurant" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "cuisines" TEXT[],
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "geo_key" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "minimum_order_minor" BIGINT NOT NULL,
    "preparation_time_minutes" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "opening_hours" JSONB NOT NULL,
    "delivery_zone" JSONB NOT NULL,
    "menu_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restaurant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_cell" (
    "cell" TEXT NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "border" BOOLEAN NOT NULL,

    CONSTRAINT "delivery_cell_pkey" PRIMARY KEY ("cell","restaurant_id")
);

-- CreateTable
CREATE TABLE "stock_reservation" (
    "order_id" UUID NOT NULL,
    "restaurant_id" UUID,
    "state" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_reservation_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "stock_reservation_line" (
    "order_id" UUID NOT NULL,
    "menu_item_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "counted" BOOLEAN NOT NULL,

    CONSTRAINT "stock_reservation_line_pkey" PRIMARY KEY ("order_id","menu_item_id")
);

-- CreateTable
CREATE TABLE "stock_movement" (
    "menu_item_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "change" INTEGER NOT NULL,
    "stock_after" INTEGER,
    "order_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_movement_pkey" PRIMARY KEY ("menu_item_id","version")
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
CREATE UNIQUE INDEX "menu_section_restaurant_id_position_key" ON "menu_section"("restaurant_id", "position");

-- CreateIndex
CREATE INDEX "menu_item_section_id_position_idx" ON "menu_item"("section_id", "position");

-- CreateIndex
CREATE INDEX "menu_item_restaurant_id_idx" ON "menu_item"("restaurant_id");

-- CreateIndex
CREATE UNIQUE INDEX "modifier_group_menu_item_id_position_key" ON "modifier_group"("menu_item_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "modifier_option_group_id_position_key" ON "modifier_option"("group_id", "position");

-- CreateIndex
CREATE INDEX "restaurant_geo_key_id_idx" ON "restaurant"("geo_key", "id");

-- CreateIndex
CREATE INDEX "restaurant_owner_id_idx" ON "restaurant"("owner_id");

-- CreateIndex
CREATE INDEX "delivery_cell_restaurant_id_idx" ON "delivery_cell"("restaurant_id");

-- CreateIndex
CREATE INDEX "stock_reservation_line_menu_item_id_idx" ON "stock_reservation_line"("menu_item_id");

-- CreateIndex
CREATE INDEX "stock_movement_order_id_idx" ON "stock_movement"("order_id");

-- CreateIndex
CREATE INDEX "domain_timer_parked_at_due_at_idx" ON "domain_timer"("parked_at", "due_at");

-- CreateIndex
CREATE INDEX "domain_timer_subject_kind_idx" ON "domain_timer"("subject", "kind");

-- AddForeignKey
ALTER TABLE "menu_section" ADD CONSTRAINT "menu_section_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_item" ADD CONSTRAINT "menu_item_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "menu_section"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "modifier_group" ADD CONSTRAINT "modifier_group_menu_item_id_fkey" FOREIGN KEY ("menu_item_id") REFERENCES "menu_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "modifier_option" ADD CONSTRAINT "modifier_option_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "modifier_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_cell" ADD CONSTRAINT "delivery_cell_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_reservation_line" ADD CONSTRAINT "stock_reservation_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "stock_reservation"("order_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the models cannot say.

ALTER TABLE "restaurant"
    ADD CONSTRAINT "restaurant_location_on_earth" CHECK (
        "latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180
    ),
    ADD CONSTRAINT "restaurant_minimum_order_not_negative" CHECK ("minimum_order_minor" >= 0),
    ADD CONSTRAINT "restaurant_preparation_time_positive" CHECK ("preparation_time_minutes" > 0),
    ADD CONSTRAINT "restaurant_mode_known" CHECK ("mode" IN ('OPEN', 'BUSY', 'PAUSED')),
    ADD CONSTRAINT "restaurant_menu_version_not_negative" CHECK ("menu_version" >= 0);

ALTER TABLE "menu_item"
    ADD CONSTRAINT "menu_item_price_not_negative" CHECK ("price_minor" >= 0),
    ADD CONSTRAINT "menu_item_never_oversold" CHECK ("stock" >= 0),
    ADD CONSTRAINT "menu_item_version_positive" CHECK ("version" > 0);

ALTER TABLE "modifier_group"
    ADD CONSTRAINT "modifier_group_bounds" CHECK ("minimum" >= 0 AND "maximum" >= "minimum" AND "maximum" > 0);

ALTER TABLE "modifier_option"
    ADD CONSTRAINT "modifier_option_delta_not_negative" CHECK ("price_delta_minor" >= 0);

ALTER TABLE "stock_reservation"
    ADD CONSTRAINT "stock_reservation_state_known" CHECK ("state" IN ('RESERVED', 'RELEASED')),
    ADD CONSTRAINT "stock_reservation_has_restaurant" CHECK ("state" = 'RELEASED' OR "restaurant_id" IS NOT NULL);

ALTER TABLE "stock_reservation_line"
    ADD CONSTRAINT "stock_reservation_line_quantity_positive" CHECK ("quantity" > 0);

ALTER TABLE "stock_movement"
    ADD CONSTRAINT "stock_movement_kind_known" CHECK (
        ("kind" = 'SET' AND "order_id" IS NULL AND "change" = 0)
        OR ("kind" = 'RESERVE' AND "order_id" IS NOT NULL AND "change" < 0 AND "stock_after" >= 0)
        OR ("kind" = 'RELEASE' AND "order_id" IS NOT NULL AND "change" > 0 AND "stock_after" > 0)
    );

-- An order takes an item once and gives it back once, whatever is tried again.
CREATE UNIQUE INDEX "stock_movement_once_per_order" ON "stock_movement" ("order_id", "menu_item_id", "kind")
    WHERE "order_id" IS NOT NULL;

-- The log of stock is append-only.
REVOKE UPDATE, DELETE, TRUNCATE ON "stock_movement" FROM tiffin_app;

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "stock_movement_append_only" BEFORE UPDATE OR DELETE ON "stock_movement"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "stock_movement_no_truncate" BEFORE TRUNCATE ON "stock_movement"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
