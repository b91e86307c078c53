-- What the schema language cannot say: append-only tables, immutable versions, one current result, values of closed sets.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_event_append_only BEFORE UPDATE OR DELETE ON answer_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_version_append_only BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_version_append_only BEFORE UPDATE OR DELETE ON bank_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_version_item_append_only BEFORE UPDATE OR DELETE ON bank_version_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exam_form_append_only BEFORE UPDATE OR DELETE ON exam_form FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A published or retired question version keeps its content; only its status may go on from published to retired.
CREATE FUNCTION keep_published_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status IN ('published', 'retired') THEN
      RAISE EXCEPTION 'a published question version stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.status IN ('published', 'retired') AND (
    NEW.body IS DISTINCT FROM OLD.body OR NEW.answer_key IS DISTINCT FROM OLD.answer_key OR
    NEW.documentation IS DISTINCT FROM OLD.documentation OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR
    NEW.kind IS DISTINCT FROM OLD.kind OR NEW.field IS DISTINCT FROM OLD.field OR
    NEW.competency IS DISTINCT FROM OLD.competency OR NEW.difficulty IS DISTINCT FROM OLD.difficulty OR
    NEW.version IS DISTINCT FROM OLD.version OR NEW.question_id IS DISTINCT FROM OLD.question_id OR
    (OLD.status = 'published' AND NEW.status NOT IN ('published', 'retired')) OR
    (OLD.status = 'retired' AND NEW.status <> 'retired')
  ) THEN
    RAISE EXCEPTION 'a published question version is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER question_version_immutable BEFORE UPDATE OR DELETE ON question_version FOR EACH ROW EXECUTE FUNCTION keep_published_question();

-- After the hand-in the database itself refuses every write: a closed attempt takes no answer that counts and does not open again.
CREATE FUNCTION keep_closed_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'closed' AND (NEW.status <> 'closed' OR NEW.effective_end IS DISTINCT FROM OLD.effective_end) THEN
    RAISE EXCEPTION 'a closed attempt stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempt_stays_closed BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION keep_closed_attempt();

CREATE FUNCTION refuse_answer_after_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND status = 'closed') THEN
    RAISE EXCEPTION 'the attempt is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER current_answer_only_while_running BEFORE INSERT OR UPDATE ON current_answer FOR EACH ROW EXECUTE FUNCTION refuse_answer_after_close();

CREATE UNIQUE INDEX exam_result_one_current ON exam_result (attempt_id) WHERE current;
CREATE UNIQUE INDEX question_version_one_open ON question_version (question_id) WHERE status IN ('draft', 'in-review');

ALTER TABLE attempt ADD CONSTRAINT attempt_status CHECK (status IN ('running', 'closed'));
ALTER TABLE attempt ADD CONSTRAINT attempt_closed_whole CHECK ((status = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL AND effective_end IS NOT NULL));
ALTER TABLE answer_event ADD CONSTRAINT answer_event_standing CHECK (standing IN ('accepted', 'late', 'conflict'));
ALTER TABLE question_version ADD CONSTRAINT question_version_status CHECK (status IN ('draft', 'in-review', 'published', 'retired'));
ALTER TABLE question_version ADD CONSTRAINT question_version_author_is_not_reviewer CHECK (signed_off_by IS NULL OR signed_off_by <> authored_by);
ALTER TABLE certificate ADD CONSTRAINT certificate_status CHECK (status IN ('valid', 'revoked'));
ALTER TABLE certificate ADD CONSTRAINT certificate_revoked_whole CHECK ((status = 'revoked') = (revoked_at IS NOT NULL AND revoked_by IS NOT NULL AND revocation_reason IS NOT NULL));
ALTER TABLE web_session ADD CONSTRAINT web_session_owner CHECK ((kind = 'staff' AND account_id IS NOT NULL AND candidate_id IS NULL) OR (kind = 'candidate' AND candidate_id IS NOT NULL AND account_id IS NULL));

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
