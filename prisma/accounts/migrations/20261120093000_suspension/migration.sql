-- AlterTable
ALTER TABLE "account" ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- What the models cannot say.

ALTER TABLE "session" DROP CONSTRAINT "session_end_reason_known";
ALTER TABLE "session"
    ADD CONSTRAINT "session_end_reason_known" CHECK (
        "end_reason" IN (
            'LOGGED_OUT', 'LOGGED_OUT_EVERYWHERE', 'TOKEN_REUSED', 'TOO_MANY_SESSIONS', 'SUSPENDED'
        )
    );
