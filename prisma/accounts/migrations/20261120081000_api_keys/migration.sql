-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_digest" BYTEA NOT NULL,
    "beginning" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_secret_digest_key" ON "api_key"("secret_digest");

-- CreateIndex
CREATE INDEX "api_key_account_id_created_at_idx" ON "api_key"("account_id", "created_at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the models cannot say.

ALTER TABLE "api_key"
    ADD CONSTRAINT "api_key_digest_length" CHECK (octet_length("secret_digest") = 32),
    ADD CONSTRAINT "api_key_scopes_known" CHECK (
        "scopes" <@ ARRAY['orders:read', 'orders:write', 'catalog:write'] AND cardinality("scopes") > 0
    );
