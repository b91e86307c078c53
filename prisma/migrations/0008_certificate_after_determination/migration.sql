-- A certificate follows the determination: whoever was determined as competent has one to come, and nobody else.

-- What a certificate can be approved for: confirmed, passed, determined, and not on its way yet.
CREATE VIEW awaiting_certificate AS
SELECT r.id, r.total_score, r.confirmed_by, r.confirmed_at, a.candidate_id, a.exam_id
FROM exam_result r JOIN attempt a ON a.id = r.attempt_id
WHERE r.current AND r.state = 'confirmed' AND r.passed
  AND EXISTS (SELECT 1 FROM determined_outcome d WHERE d.candidate_id = a.candidate_id AND d.competent)
  AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id)
  AND NOT EXISTS (SELECT 1 FROM certificate_issuance i WHERE i.exam_result_id = r.id AND i.state <> 'refused');

CREATE OR REPLACE FUNCTION require_certificate_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM exam_result r JOIN attempt a ON a.id = r.attempt_id
    WHERE r.id = NEW.exam_result_id AND r.current AND r.state = 'confirmed' AND r.passed AND a.candidate_id = NEW.candidate_id AND r.confirmed_by <> NEW.issued_by
  ) THEN
    RAISE EXCEPTION 'a certificate needs a confirmed and passed result that somebody else confirmed' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM determined_outcome d WHERE d.candidate_id = NEW.candidate_id AND d.competent) THEN
    RAISE EXCEPTION 'a certificate needs a holder who was determined as competent' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
