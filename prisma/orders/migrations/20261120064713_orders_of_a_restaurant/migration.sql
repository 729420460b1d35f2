-- CreateIndex
CREATE INDEX "customer_order_restaurant_id_finished_at_placed_at_id_idx" ON "customer_order"("restaurant_id", "finished_at", "placed_at", "id");
