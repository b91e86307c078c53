-- AlterTable
ALTER TABLE "exam_session" ADD COLUMN     "config_key" TEXT;

-- Below this line: what Prisma's schema language cannot say.

ALTER TABLE exam_session ADD CONSTRAINT exam_session_config_key CHECK (config_key ~ '^[0-9a-f]{64}$');
